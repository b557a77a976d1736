/** 违法行为库: category → power item 权力事项 → violation 违法行为, with provisions, range of the fine and discretion tiers 裁量阶次, by version. */
import type { Actor } from '../identity/actor.ts'
import type { Confirmation } from '../laws/confirmations.ts'
import type { LawReference } from '../laws/service.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'

export type AppliesTo = 'any' | 'citizen' | 'organisation'

export interface Provision {
  /** `duty`: what must be done or left; `penalty`: what follows. */
  kind: 'duty' | 'penalty'
  law: string
  /** Null where the article has still to be found and confirmed. */
  article: number | null
  /** The N of 第十条之N; 0 for most. */
  branch: number
  reference: LawReference
}

export interface Violation {
  code: string
  version: number
  category: string
  powerItem: string
  name: string
  provisions: Provision[]
  /** What is ordered first: 责令改正 (行政处罚法 第二十八条). */
  measureFirst: string
  /** Fen; null: set elsewhere (local rule, share of a value). */
  fineMinFen: number | null
  fineMaxFen: number | null
  appliesTo: AppliesTo
  /** 没收违法所得, 警告, … */
  otherPenalties: string[]
  /** A hearing is likely to be due (行政处罚法 第六十三条); the decision is made by the rule case-procedure. */
  hearingLikely: boolean
  /** First day it counts, YYYY-MM-DD. */
  effectiveFrom: string
  /** Last day it counts; null: still. */
  effectiveTo: string | null
  confidence: 'high' | 'medium' | 'low'
  /** Who of the legal section confirmed it and on which day; null: usable in the demo bureau only. */
  confirmed: { by: string; on: string } | null
}

export interface MatchedLaws {
  violation: Violation
  /** Duty first, then penalty; without doubles. */
  lawRefs: LawReference[]
  /** As documents cite them: `《…》第…条`. */
  citations: { duty: string[]; penalty: string[] }
}

export interface DiscretionTier {
  /** slight 轻微 | ordinary 一般 | grave 较重 | severe 严重 unless the violation's own scheme says otherwise. */
  code: string
  /** Chinese. */
  name: string
  /** Fen, both ends included; null where the violation has no range. */
  minFen: number | null
  maxFen: number | null
  /** When it applies, in words; the decision `discretion` tests the facts. */
  conditions: string[]
}

/** A version's content, as rule owners write it. */
export interface ViolationContent {
  category: string
  powerItem: string
  name: string
  duty: LawReference
  penalty: LawReference
  measureFirst: string
  fineMinFen: number | null
  fineMaxFen: number | null
  appliesTo: AppliesTo
  otherPenalties: string[]
  hearingLikely: boolean
  /** Null: the scheme of data/discretion.yaml. */
  tiers: DiscretionTier[] | null
  /** Null: as data/violation-evidence.yaml says. Kinds of documents. */
  documents: string[] | null
  /** Null: as data/violation-evidence.yaml says. Chinese. */
  evidence: string[] | null
  effectiveFrom: string
}

export interface ViolationDraft {
  id: string
  code: string
  state: 'proposed' | 'confirmed' | 'returned'
  /** Rises with each change; the ETag. */
  revision: number
  content: ViolationContent
}

/** What two versions differ in; people weigh it (从旧兼从轻, 行政处罚法 第三十七条). */
export interface Difference {
  field: 'fine' | 'provisions' | 'otherPenalties' | 'measureFirst' | 'appliesTo' | 'tiers'
  before: unknown
  after: unknown
}

export interface Comparison {
  /** In force when the act happened. */
  whenActed: Violation
  /** Each later version that differs, by first day. */
  later: { violation: Violation; differences: Difference[] }[]
}

export interface CategoryCount {
  category: string
  violations: number
  powerItems: { powerItem: string; violations: number }[]
}

export interface ViolationProposal {
  violation: Violation
  score: number
  /** Pieces of the person's own words that speak for it. */
  matched: string[]
  /** The everyday phrase or name that is nearest. */
  nearest: string
}

export interface ListQuery {
  category?: string
  powerItem?: string
  text?: string
  appliesTo?: AppliesTo
  onDay: string
}

export interface Violations {
  /** Within so many months a like violation is a repeated one (data/discretion.yaml). */
  readonly repeatMonths: number
  categories(): Promise<{ category: string; powerItems: number; violations: number }[]>
  powerItems(category: string): Promise<{ powerItem: string; violations: number }[]>
  /** In force on the day. */
  list(query: ListQuery): Promise<Violation[]>
  /** The drill-down in one answer: how many violations of the query each category and power item has. */
  tree(query: ListQuery): Promise<CategoryCount[]>
  /** The version in force on the day (从旧兼从轻 is for a person to weigh: `versions` shows both). @throws Problem `not-found`. */
  get(code: string, onDay: string): Promise<Violation>
  /** Names of many at once, each as in force on its day, for lists; undefined where there is none. */
  names(asked: { code: string; onDay: string }[]): Promise<(string | undefined)[]>
  versions(code: string): Promise<Violation[]>
  matchLaws(code: string, onDay: string): Promise<MatchedLaws>
  tiers(code: string, onDay: string): Promise<DiscretionTier[]>
  /** What a proposal may choose from: the tiers, then 不予处罚, which is a range of nothing. */
  tierChoices(code: string, onDay: string): Promise<DiscretionTier[]>
  /** By code; older reports name it. Undefined where the version in force has no such tier. */
  tier(code: string, tier: string, onDay: string): Promise<DiscretionTier | undefined>
  /**
   * Where the rule `discretion` and the tiers of the violations in force today or later contradict each other, in Chinese.
   * @param answers codes that the rule can answer with.
   */
  tierContradictions(answers: string[]): Promise<string[]>
  /** Outside the demo bureau an unconfirmed rule cannot be cited in an issued document. @throws Problem `rule-unconfirmed`. */
  assertCitable(code: string, onDay: string): Promise<void>
  /** The same for its tiers, which may have been changed since the case began. */
  assertTiersCitable(code: string, onDay: string): Promise<void>
  /** Documents that a case of it needs, by kind and by name, and the evidence that usually proves it. */
  needs(
    code: string,
    onDay: string,
  ): Promise<{ documents: string[]; documentNames: string[]; evidence: string[] }>
  compare(code: string, actedOn: string): Promise<Comparison>
  /** What was seen in everyday words, to violations: best first, at most `limit`. */
  proposeFromText(text: string, onDay: string, limit?: number): Promise<ViolationProposal[]>
  /** One rule owner asks for the confirmation of a version, another gives it. */
  propose(tx: WriteTransaction, actor: Actor, code: string, version: number): Promise<void>
  confirm(tx: WriteTransaction, actor: Actor, code: string, version: number): Promise<void>
  readonly drafts: ViolationDrafts
}

/** New violations and new versions, on their way from the one who writes to the one who confirms. */
export interface ViolationDrafts {
  /** @throws Problem `input-invalid` with the fields at fault, `conflict` while another draft of the violation waits. */
  create(tx: WriteTransaction, actor: Actor, code: string, content: ViolationContent): Promise<ViolationDraft>
  /** @throws Problem `conflict` when somebody has changed it since `revision`. */
  change(
    tx: WriteTransaction,
    actor: Actor,
    id: string,
    revision: number,
    content: ViolationContent,
  ): Promise<ViolationDraft>
  /** Makes it a version from its first day on; the version before ends the day before. @returns the version's number. */
  confirm(tx: WriteTransaction, actor: Actor, id: string, revision: number): Promise<number>
  sendBack(tx: WriteTransaction, actor: Actor, id: string, reason: string): Promise<void>
  get(id: string): Promise<ViolationDraft>
  waiting(): Promise<ViolationDraft[]>
  /** Who proposed, changed, returned and confirmed it. */
  history(id: string): Promise<Confirmation[]>
}
