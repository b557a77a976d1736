/** What each way asks before a service counts (data/service.yaml): who took it in, witnesses, numbers, consent, and that its days can be true. */
import type { DocumentFacts } from '../../documents/facts.ts'
import type { DocumentRow } from '../../documents/model.ts'
import type { ServiceAddressFacts } from '../../documents/outcome-facts.ts'
import { systemActor } from '../../identity/actor.ts'
import { legalDay } from '../../platform/clock.ts'
import type { Sql } from '../../platform/database/sql.ts'
import { type FieldProblem, problem } from '../../platform/problem.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import { otherAddressee, otherFaults, partyFaults } from './addressee.ts'
import { confirmedAddress } from './confirmed-address.ts'
import type { Particulars, Way } from './model.ts'
import type { WayRule } from './rules.ts'

/** @throws Problem `input-invalid` with every field at fault. */
export async function requireServed(
  room: CaseRoom,
  sql: Sql,
  row: CaseRow,
  given: Tried & { way: Way },
): Promise<void> {
  const { way, particulars } = given
  const rule = room.serviceRules.ways[way]
  const address = await confirmedAddress(sql, row.id)
  const other = given.documents[0] && otherAddressee(room.serviceRules, given.documents[0])
  const faults = [
    ...timeFaults(room, given),
    ...(other !== undefined ? otherFaults(other, rule, particulars) : []),
    ...(particulars.returned ? returnFaults(room, way, address) : askedFaults(rule, particulars, address)),
    ...(other === undefined && !particulars.returned ? await ofParty(room, row, rule, given) : []),
  ]
  const files = particulars.recordingIds ?? []
  for (const id of files) {
    const known = await sql.all('SELECT 1 FROM evidence_files WHERE id = ? AND case_id = ?', [id, row.id])
    if (known.length === 0) faults.push({ path: 'recordingIds', message: `本案没有证据文件 ${id}` })
  }
  if (faults.length > 0) throw problem('input-invalid', `${rule.title}的记录不完整（${rule.law}）`, faults)
}

interface Tried {
  /** Epoch ms: of the service, or of its failure. */
  at: number
  particulars: Particulars
  documents: DocumentRow[]
}

/** Nobody fails to serve what does not exist yet, or tomorrow. @throws Problem `input-invalid`. */
export function requireTried(room: CaseRoom, tried: Tried): void {
  const faults = timeFaults(room, tried)
  if (faults.length > 0) throw problem('input-invalid', '送达的时间不对', faults)
}

/** Nothing is served before it exists, or later than now. */
function timeFaults({ clock }: CaseRoom, { at, particulars: { sentOn }, documents }: Tried): FieldProblem[] {
  const day = legalDay(at)
  const issued = documents
    .map(({ issued_at }) => legalDay(issued_at!))
    .sort()
    .at(-1)
  const faults: FieldProblem[] = []
  if (at > clock.now()) faults.push({ path: 'at', message: '送达时间不能晚于现在' })
  if (issued !== undefined && day < issued)
    faults.push({ path: 'at', message: `文书于 ${issued} 出具，送达时间不能早于这一天` })
  if (sentOn !== undefined && (sentOn > day || (issued !== undefined && sentOn < issued)))
    faults.push({ path: 'sentOn', message: '发出日期应当在文书出具之后、送达之前' })
  return faults
}

function returnFaults(
  { serviceRules }: CaseRoom,
  way: Way,
  address: ServiceAddressFacts | undefined,
): FieldProblem[] {
  if (way === 'mail' && serviceRules.returnedMailCounts && address !== undefined) return []
  return [{ path: 'returned', message: '只有寄往当事人确认的送达地址被退回的，退回之日才视为送达之日' }]
}

function askedFaults(
  { asks }: WayRule,
  given: Particulars,
  address: ServiceAddressFacts | undefined,
): FieldProblem[] {
  const faults: FieldProblem[] = []
  const ask = (path: keyof Particulars, message: string) => {
    if (given[path] === undefined || given[path] === '') faults.push({ path, message })
  }
  for (const one of asks) {
    if (one === 'recipient') ask('recipient', '须填写收件人')
    if (one === 'refusal') ask('refusal', '须写明拒收的事由')
    if (one === 'tracking-number') ask('trackingNumber', '须填写邮件号码')
    if (one === 'entrusted-to') ask('entrustedTo', '须填写受托机关')
    if (one === 'sent') ask('sentOn', '须填写发出日期')
    if (one === 'witness-or-recording' && !given.witness && (given.recordingIds ?? []).length === 0)
      faults.push({ path: 'witness', message: '须有见证人，或者上传拍照、录像（民事诉讼法 第八十九条）' })
    if (one === 'consent') faults.push(...consentFaults(given, address))
  }
  return faults
}

/** Of a service to the party: who took it in. Nothing where the party is not known yet, or the way has nobody take it in. */
async function ofParty(
  { parties }: CaseRoom,
  { party_id, party_kind }: CaseRow,
  { relations }: WayRule,
  { particulars, documents }: Tried,
): Promise<FieldProblem[]> {
  if (party_id === null || party_kind === null || relations === undefined) return []
  const { name, legalRepresentative, operator } = await parties.get(systemActor('service'), party_id)
  // Also as the paper names it: the register may have been corrected since.
  const printed = documents.map(({ facts }) => (JSON.parse(facts) as Partial<DocumentFacts>).party)
  const own = [
    name,
    legalRepresentative,
    operator,
    ...printed.flatMap((one) => [one?.name, one?.legalRepresentative]),
  ].filter((one) => typeof one === 'string')
  return partyFaults([...new Set(own)], relations[party_kind], particulars)
}

/** 行政处罚法 第六十一条: the party agrees and signs the confirmation; it is sent to the address that stands there. */
function consentFaults({ channel }: Particulars, address: ServiceAddressFacts | undefined): FieldProblem[] {
  if (!address?.electronic)
    return [{ path: 'channel', message: '当事人没有签署同意电子送达的确认书（行政处罚法 第六十一条）' }]
  if (!address.channels?.some((one) => one.address === channel))
    return [
      {
        path: 'channel',
        message: `应当是确认书上的地址：${(address.channels ?? []).map((one) => one.address).join('、')}`,
      },
    ]
  return []
}
