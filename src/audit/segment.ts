/** Lines of the chain that were taken out of the house, checked without the database: each by its own fingerprints, neighbours by their link. */
import { canonicalJson } from './canonical-json.ts'
import { fingerprints } from './line.ts'
import type { ListedLine } from './service.ts'

/** @returns Chinese, of each line that is not as it was written; lines between are in the bureau's chain alone. */
export function segmentFaults(lines: ListedLine[]): { seq: number; text: string }[] {
  const faults: { seq: number; text: string }[] = []
  let before: ListedLine | undefined
  for (const line of lines) {
    const { sha256, sm3, ...written } = line
    const actual = fingerprints(canonicalJson(written))
    if (actual.sha256 !== sha256 || actual.sm3 !== sm3)
      faults.push({ seq: line.seq, text: `审计日志第 ${line.seq} 行的内容与指纹不符` })
    if (before && line.seq <= before.seq)
      faults.push({ seq: line.seq, text: `审计日志第 ${line.seq} 行的先后不对` })
    const linked = before?.seq === line.seq - 1
    if (linked && (line.previous.sha256 !== before!.sha256 || line.previous.sm3 !== before!.sm3))
      faults.push({ seq: line.seq, text: `审计日志第 ${line.seq} 行与上一行不相连` })
    before = line
  }
  return faults
}
