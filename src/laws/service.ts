/** 法律法规库: names of laws, numbers of articles, and what each article asks of the work in our words. No text of a law: bureaus import texts. */
export type LawLevel =
  'law' | 'administrative-regulation' | 'local-regulation' | 'department-rule' | 'bureau-rule'

export interface Law {
  /** Name as cited, e.g. 行政处罚法; unique. */
  name: string
  /** Full title, e.g. 中华人民共和国行政处罚法. */
  title: string
  level: LawLevel
  confirmed: boolean
}

export interface Article {
  law: string
  /** Arabic number of the article 条. */
  article: number
  /** 第五十五条 */
  words: string
  /** What it asks, in our words; empty where the article only names a violation or penalty. */
  asks: string
}

/** A reference into the register: `大气污染防治法#118`; without a number the law as a whole. */
export type LawReference = string

export interface Laws {
  laws(): Promise<Law[]>
  /** @throws Problem `not-found`. */
  articles(law: string): Promise<Article[]>
  /** undefined when the reference leads nowhere. */
  find(reference: LawReference): Promise<{ law: Law; article: Article | null } | undefined>
  /** `《中华人民共和国大气污染防治法》第一百一十八条`. @throws Problem `not-found`. */
  cite(reference: LawReference): Promise<string>
  /** By words of the name or of what the article asks. */
  search(text: string): Promise<Article[]>
}
