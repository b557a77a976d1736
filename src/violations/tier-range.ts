/** The range of a tier, as documents and officers read it. */
import type { DiscretionTier } from './service.ts'

const inYuan = (fen: number) => `${fen / 100}元`

export function rangeInWords({ minFen, maxFen }: Pick<DiscretionTier, 'minFen' | 'maxFen'>): string {
  if (maxFen === null) return '罚款幅度由其他规定确定'
  return maxFen === 0 ? '不予罚款' : `罚款${inYuan(minFen ?? 0)}以上${inYuan(maxFen)}以下`
}
