/**
 * A bureau with one thing of every kind that an address of the API names, and one person of every role who is near it (of its squad or department, or of the
 * whole bureau) or far from it: what the matrix of rights and the fuzzing of the API are tried on, over HTTP.
 */
import { Agent, request as httpRequest } from 'node:http'
import { createServerApplication } from '../../src/http/application-server.ts'
import { listen } from '../../src/http/server.ts'
import type { RoleCode } from '../../src/identity/actor.ts'
import type { Database } from '../../src/platform/database/database.ts'
import type { WriteTransaction } from '../../src/platform/database/sql.ts'
import { afterwards, verifyCode } from './afterwards.ts'
import { photo } from '../cases/ordinary-forms.ts'
import { startCase } from '../cases/officer-at-work.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'

/** `own`: a thing's officer · `near`: of its department · `far`: of another. Who has the whole bureau is far from everything. */
export type Nearness = 'own' | 'near' | 'far'

export interface Tried {
  role: RoleCode
  nearness: Nearness
  userName: string
}

export const people: Tried[] = [
  { role: 'officer', nearness: 'own', userName: 'squad-01-officer-1' },
  { role: 'officer', nearness: 'near', userName: 'squad-01-officer-3' },
  { role: 'officer', nearness: 'far', userName: 'squad-06-officer-1' },
  { role: 'unit-legal-officer', nearness: 'near', userName: 'squad-01-legal' },
  { role: 'unit-legal-officer', nearness: 'far', userName: 'squad-06-legal' },
  { role: 'department-head', nearness: 'near', userName: 'squad-01-head' },
  { role: 'department-head', nearness: 'far', userName: 'squad-06-head' },
  { role: 'deputy-director', nearness: 'near', userName: 'general-deputy-a' },
  { role: 'deputy-director', nearness: 'far', userName: 'general-deputy-b' },
  { role: 'legal-section', nearness: 'far', userName: 'legal-reviewer-1' },
  { role: 'director', nearness: 'far', userName: 'general-director' },
  { role: 'board', nearness: 'far', userName: 'squad-10-officer-1' },
  { role: 'warehouse-keeper', nearness: 'far', userName: 'property-keeper-1' },
  { role: 'statistician', nearness: 'far', userName: 'general-statistician' },
  { role: 'supervisor', nearness: 'far', userName: 'supervision-supervisor-1' },
  { role: 'designer', nearness: 'far', userName: 'command-designer-1' },
  { role: 'rule-owner', nearness: 'far', userName: 'legal-rules-2' },
  { role: 'administrator', nearness: 'far', userName: 'general-admin-1' },
]

export interface Answer {
  status: number
  type: string
  text: string
}

export type Ask = (
  method: string,
  path: string,
  options?: { token?: string; body?: Buffer | string; headers?: { [name: string]: string } },
) => Promise<Answer>

export async function furnish(bureau: WholeBureau) {
  const { database, clock, identity } = bureau
  const actor = (userName: string) => bureau.actor(userName)
  const [admin, supervisor, keeper, ruleOwner, lead, assisting, head] = await Promise.all(
    [
      'general-admin-1',
      'supervision-supervisor-2',
      'property-keeper-1',
      'legal-rules-1',
      'squad-01-officer-1',
      'squad-01-officer-2',
      'squad-01-head',
    ].map(actor),
  )
  // People of one role alone, so that nothing is theirs by another.
  await database.write(async (tx) => {
    for (const { role, userName } of people) {
      const { accountId, roles } = await actor(userName)
      const alone =
        role === 'board'
          ? [{ role, scope: 'bureau' as const, departmentId: null }]
          : roles.filter((one) => one.role === role)
      if (alone.length !== roles.length || role === 'board')
        await identity.setGrants(tx, (await actor('general-admin-2'))!, accountId, alone)
    }
  })

  const play = await startCase(bureau)
  await play.photograph()
  await play.fill('enter-case')
  const approvalId = await play.approval()
  await play.decide('squad-01-legal', { decision: 'agree', opinion: '同意' })
  await bureau.eventually('the head’s tier', async () => {
    const view = await bureau.approvals.get(play.lead, approvalId)
    return view.tierIndex === 2
  })
  // A second case whose first task is open.
  const other = await startCase(bureau)
  const { userTaskKey } = await bureau.task(other.lead, 'enter-case', other.caseId)
  const { measureId, itemIds } = await bureau.property.executeOnTheSpot(
    lead!,
    play.caseId,
    {
      kind: 'seizure',
      reason: '防止当事人转移涉案物品',
      basis: '浙江省城市市容和环境卫生管理条例 第十八条',
      place: '示例县人民路 12 号',
    },
    {
      at: clock.now() - 600_000,
      place: '示例县人民路 12 号',
      officerIds: [lead!.officerId!, assisting!.officerId!],
      partyPresent: true,
      statement: '无异议',
      course: '当场查验并清点，当事人在场。',
      items: [
        {
          name: '塑料筐',
          kind: '车辆',
          specification: '大号',
          quantity: '2',
          unit: '辆',
          photoIds: [],
        },
      ],
    },
  )
  const newClue = () =>
    bureau.clues.register(lead!, { source: 'patrol', place: '示例县解放路 8 号', content: '店外堆放杂物' })
  const { clueId } = await newClue()
  await bureau.clues.assignVerification(lead!, clueId, lead!.officerId!)
  const { clueId: proposedClueId } = await newClue()
  await bureau.clues.propose(lead!, proposedClueId, { end: 'rejected', reason: '不属于本机关管辖' })
  const attachment = await bureau.clues.addAttachment(lead!, clueId, {
    name: '现场.png',
    personal: false,
    bytes: photo,
  })
  const blob = await bureau.documents.blobs.put(Buffer.from('<p>文书</p>'), 'text/html; charset=utf-8')
  const now = clock.now()
  const id = (letter: string) => letter.repeat(26)
  const insert = (tx: WriteTransaction, table: string, row: { [column: string]: string | number | null }) =>
    tx.sql.run(
      `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
        .map(() => '?')
        .join(', ')})`,
      Object.values(row),
    )
  const made = await database.write(async (tx) => {
    const party = async (name: string) =>
      (await bureau.parties.findOrCreate(tx, lead!, { kind: 'citizen', name })).party.id
    const [one, two, three] = [await party('周一示'), await party('周二示'), await party('周三示')]
    const relation = await bureau.parties.relate(tx, lead!, {
      partyId: one,
      kind: 'guardian-of',
      otherId: three,
      fromOn: '2026-01-01',
    })
    const merge = await bureau.parties.proposeMerge(tx, lead!, {
      mergedId: one,
      survivorId: two,
      reason: '同一人',
    })
    await bureau.documents.blobs.keep(tx, blob)
    await insert(tx, 'documents', {
      id: id('D'),
      case_id: play.caseId,
      kind: 'interview-record',
      ordinal: 99,
      name: '询问笔录',
      state: 'draft',
      facts: '{}',
      html_sha256: blob.sha256,
      receipt_html_sha256: blob.sha256,
      drafted_by: lead!.accountId,
      drafted_at: now,
      revision: 1,
    })
    await insert(tx, 'case_ratings', {
      id: id('R'),
      case_id: play.caseId,
      officer_id: lead!.officerId!,
      grade: 'good',
      reasons: '文书齐全',
      state: 'given',
      rated_by: supervisor!.officerId!,
      rated_name: supervisor!.name,
      rated_at: now,
      appeal_until: '2026-12-31',
    })
    const consulted = await actor('squad-06-legal')
    const [round] = await tx.sql.all<{ round_id: string; route: string }>(
      'SELECT round_id, route FROM approvals WHERE id = ?',
      [approvalId],
    )
    // The third tier as if the unit's legal officer had added it.
    const route = JSON.parse(round!.route) as { addedBy?: string }[]
    route[2]!.addedBy = (await actor('squad-01-legal')).officerId!
    await tx.sql.run('UPDATE approvals SET route = ? WHERE id = ?', [JSON.stringify(route), approvalId])
    await insert(tx, 'consultations', {
      id: id('K'),
      approval_id: approvalId,
      round_id: round!.round_id,
      asked_by: head!.officerId!,
      asked_officer: consulted.officerId!,
      question: '是否妥当？',
      asked_at: now,
    })
    const span = { fromAt: now, toAt: now + 86_400_000, reason: '培训' }
    const absence = await bureau.officers.recordAbsence(tx, lead!, { officerId: lead!.officerId!, ...span })
    const delegation = await bureau.officers.delegate(tx, lead!, {
      fromOfficerId: lead!.officerId!,
      toOfficerId: assisting!.officerId!,
      role: 'officer',
      ...span,
    })
    const conduct = await bureau.officers.recordConduct(tx, admin!, lead!.officerId!, {
      kind: 'commendation',
      title: '年度优秀',
      decidedBy: '示例县综合行政执法局',
      decidedOn: '2026-01-05',
    })
    const [certificate] = await tx.sql.all<{ id: string }>(
      'SELECT id FROM officer_certificates WHERE officer_id = ?',
      [lead!.officerId!],
    )
    await bureau.laws.library.add(tx, ruleOwner!, {
      name: '纸灯条例',
      title: '示例县纸灯管理条例',
      level: 'local-regulation',
    })
    const version = await bureau.laws.library.importText(tx, ruleOwner!, '纸灯条例', {
      format: 'text',
      source: Buffer.from('第一条　纸灯应当点亮。\n第二条　纸灯不得随意悬挂。'),
      promulgatedBy: '示例县人民代表大会常务委员会',
      promulgatedOn: null,
      effectiveFrom: '2026-01-01',
      decisions: [],
    })
    const content = await bureau.violations.get('HB-002', '2026-03-02')
    const draft = await bureau.violations.drafts.create(tx, ruleOwner!, 'HB-002', {
      category: content.category,
      powerItem: content.powerItem,
      name: content.name,
      duty: '大气污染防治法#81',
      penalty: '大气污染防治法#118',
      measureFirst: content.measureFirst,
      fineMinFen: content.fineMinFen,
      fineMaxFen: content.fineMaxFen,
      appliesTo: content.appliesTo,
      otherPenalties: content.otherPenalties,
      hearingLikely: content.hearingLikely,
      tiers: null,
      documents: null,
      evidence: null,
      effectiveFrom: '2026-09-01',
    })
    await afterwards(tx, {
      caseId: play.caseId,
      documentId: id('P'),
      blob,
      now,
      lead: lead!,
      memberId: (await actor('squad-10-officer-1')).officerId!,
      hostId: (await actor('squad-10-officer-2')).officerId!,
    })
    return { one, two, three, relation, merge, absence, delegation, conduct, certificate, version, draft }
  })
  const { stockTakeId } = await bureau.property.openStockTake(keeper!, 'w1')
  const departments = await bureau.officers.departments()
  const [quiet] = await Promise.all([bureau.actor('squad-10-officer-2')])
  await bureau.quiet()

  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const server = await listen(createServerApplication(bureau, 'test'), '127.0.0.1', 0)
  const { port } = new URL(server.address)
  // Plain node:http: thousands of requests, and bytes that `fetch` would refuse to send.
  const ask: Ask = (method, path, { token, body, headers = {} } = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const asked = httpRequest(
        {
          agent,
          host: '127.0.0.1',
          port,
          method,
          path: `/api/v1${path}`,
          headers: {
            ...(token !== undefined && { authorization: `Bearer ${token}` }),
            ...(body !== undefined && {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(body),
            }),
            ...headers,
          },
        },
        (response) => {
          const type = response.headers['content-type']?.split(';')[0] ?? ''
          // A stream of events has no end of its own.
          if (type === 'text/event-stream') {
            resolve({ status: response.statusCode ?? 0, type, text: '' })
            response.destroy()
            return
          }
          const pieces: Buffer[] = []
          response.on('data', (piece: Buffer) => pieces.push(piece))
          response.on('error', reject)
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              type,
              text: Buffer.concat(pieces).toString('utf8'),
            }),
          )
        },
      )
      // The server closes what idles for five seconds, perhaps just as it is used again.
      asked.on('error', (error) =>
        asked.reusedSocket ? resolve(ask(method, path, { token, body, headers })) : reject(error),
      )
      asked.end(body)
    })
  // Nothing of the engine answers here: what waits for it is answered 202 at once.
  bureau.outbox.settled = () => Promise.resolve(undefined)

  return {
    bureau,
    ask,
    async signIn(userName: string): Promise<string> {
      const body = JSON.stringify({ userName, password: bureau.password })
      const { status, text } = await ask('POST', '/session', { body })
      if (status !== 201) throw new Error(`${userName} cannot sign in: ${text}`)
      return (JSON.parse(text) as { token: string }).token
    },
    /** What each parameter of a path is filled with. */
    things: {
      caseId: play.caseId,
      clueId,
      proposedClueId,
      openCaseClue: other.caseId,
      attachmentId: attachment.id,
      officerId: lead!.officerId!,
      reviewerId: head!.officerId!,
      assistingId: assisting!.officerId!,
      accountId: quiet.accountId,
      departmentId: departments.find(({ code }) => code === 'squad-10')!.id,
      certificateId: made.certificate!.id,
      conductId: made.conduct.id,
      ratingId: id('R'),
      delegationId: made.delegation.id,
      absenceId: made.absence.id,
      partyId: made.two,
      thirdPartyId: made.three,
      mergeId: made.merge.id,
      relationId: made.relation.id,
      law: '纸灯条例',
      article: '1',
      versionId: made.version.id,
      category: '市容环境卫生',
      code: 'HB-002',
      version: '1',
      draftId: made.draft.id,
      documentId: id('D'),
      userTaskKey,
      formId: 'enter-case',
      ticket: 'X',
      approvalId,
      consultationId: id('K'),
      evidenceId: id('E'),
      uploadId: id('V'),
      actId: id('B'),
      reprintId: id('C'),
      signatureId: id('S'),
      verifyCode,
      hearingId: id('H'),
      discussionId: id('J'),
      memberId: (await actor('squad-10-officer-1')).officerId!,
      attemptId: id('W'),
      remedyId: id('M'),
      incidentKey: '1',
      measureId,
      itemId: itemIds[0]!,
      releaseId: 'X',
      warehouse: 'w1',
      stockTakeId,
    } as { [name: string]: string },
    async close() {
      agent.destroy()
      await server.close()
      await bureau.close()
    },
  }
}

export type FurnishedBureau = Awaited<ReturnType<typeof furnish>>

/**
 * From now on every write is undone at its end, as if the answer had come and the database had then forgotten: the same thousand questions always find the
 * same bureau. @returns how many writes got through so far, and how to stop.
 */
export function undoWrites(database: Database) {
  const { write } = database
  const counted = { writes: 0 }
  class Undone extends Error {
    constructor(readonly answer: unknown) {
      super('undone')
    }
  }
  database.write = async <T>(work: (tx: WriteTransaction) => Promise<T>): Promise<T> => {
    try {
      await write.call(database, async (tx: WriteTransaction) => {
        throw new Undone(await work(tx))
      })
      throw new Error('a transaction that should have been undone was not')
    } catch (error) {
      if (!(error instanceof Undone)) throw error
      counted.writes++
      return error.answer as T
    }
  }
  return {
    counted,
    stop: () => {
      database.write = write
    },
  }
}
