/** What the party stated to the demand, and how it was weighed (行政强制法 第三十六条). */
import type { Step } from './model.ts'

export const weights = { yes: '予以采纳', part: '部分采纳', no: '不予采纳' } as const

export function responseTo(steps: Step[]): string {
  const said = steps.flatMap(({ kind, data }) => {
    if (kind === 'statement') return [`当事人收到催告书后陈述、申辩：${sentence(data.content as string)}`]
    if (kind === 'statement-review')
      return [
        `本机关复核认为：${sentence(data.review as string)}对其意见${weights[data.accepted as keyof typeof weights]}。`,
      ]
    return []
  })
  return said.length > 0 ? said.join('\n') : '当事人收到催告书后，没有提出陈述、申辩。'
}

const sentence = (words: string) => (/[。！？；]$/.test(words.trim()) ? words.trim() : `${words.trim()}。`)
