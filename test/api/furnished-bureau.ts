/** A bureau with one thing of every kind that an address of the API names: what the matrix of rights and the fuzzing of the API are tried on, over HTTP. */
import { photo } from '../cases/ordinary-forms.ts'
import { startCase } from '../cases/officer-at-work.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'
import { verifyCode } from './afterwards.ts'
import { askOverHttp } from './ask-over-http.ts'
import { leaveOneRoleEach } from './people.ts'
import { enterInRegisters, id } from './register-entries.ts'

export async function furnish(bureau: WholeBureau) {
  const { clock } = bureau
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
  await leaveOneRoleEach(bureau)

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
  const made = await enterInRegisters(bureau, {
    caseId: play.caseId,
    approvalId,
    blob,
    now,
    lead: lead!,
    assisting: assisting!,
    head: head!,
    supervisor: supervisor!,
    admin: admin!,
    ruleOwner: ruleOwner!,
  })
  const { stockTakeId } = await bureau.property.openStockTake(keeper!, 'w1')
  const departments = await bureau.officers.departments()
  const [quiet] = await Promise.all([bureau.actor('squad-10-officer-2')])
  await bureau.quiet()

  const { ask, signIn, close } = await askOverHttp(bureau)
  // Nothing of the engine answers here: what waits for it is answered 202 at once.
  bureau.outbox.settled = () => Promise.resolve(undefined)

  return {
    bureau,
    ask,
    signIn,
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
      reviewId: id('Q'),
      noticeId: id('N'),
      proofId: id('F'),
      delegationId: made.delegation.id,
      absenceId: made.absence.id,
      partyId: made.two,
      thirdPartyId: made.three,
      mergeId: made.merge.id,
      relationId: made.relation.id,
      year: '2027',
      arrangementId: 'X',
      kind: 'limit',
      ruleId: 'case-decision',
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
      refundId: id('G'),
      factKind: 'entry',
      correctionId: id('L'),
      incidentKey: '1',
      measureId,
      itemId: itemIds[0]!,
      releaseId: 'X',
      warehouse: 'w1',
      stockTakeId,
    } as { [name: string]: string },
    async close() {
      await close()
      await bureau.close()
    },
  }
}

export type FurnishedBureau = Awaited<ReturnType<typeof furnish>>
