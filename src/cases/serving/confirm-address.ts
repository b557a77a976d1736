/** 送达地址（电子送达）确认书: where the party takes papers in, and whether electronically (行政处罚法 第六十一条第二款). */
import { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import { legalDay } from '../../platform/clock.ts'
import { insertRow } from '../../platform/database/rows.ts'
import { problem } from '../../platform/problem.ts'
import { documentFacts } from '../document-facts.ts'
import { type CaseRoom, findCase, lockCase, policyObjectOf } from '../room.ts'
import type { AddressRow } from './model.ts'
import { printed } from '../../documents/printed.ts'

const text = (most: number) => z.string({ error: '请填写' }).trim().min(1, '请填写').max(most)

export const addressFields = z
  .strictObject({
    recipient: text(100),
    recipientRelation: text(40).optional(),
    address: text(200),
    postcode: z
      .string()
      .regex(/^\d{6}$/, '邮政编码是六位数字')
      .optional(),
    phone: text(40),
    electronic: z.boolean(),
    channels: z
      .array(z.strictObject({ way: text(40), address: text(120) }))
      .max(10)
      .optional(),
    confirmedOn: z.iso.date(),
  })
  .refine(({ electronic, channels }) => !electronic || (channels?.length ?? 0) > 0, {
    path: ['channels'],
    message: '同意电子送达的，须有至少一个电子送达地址',
  })

/** The signed paper becomes a document of the case at once; a later one takes its place, and both stay. */
export async function confirmAddress(
  room: CaseRoom,
  actor: Actor,
  caseId: string,
  given: z.infer<typeof addressFields>,
): Promise<{ id: string; documentId: string }> {
  const { database, documents, policy, clock, audit, newId } = room
  const row = await findCase(database.sql, caseId)
  policy.require(actor, 'case.edit', await policyObjectOf(database.sql, row))
  if (row.state !== 'open') throw problem('conflict', '案件已经办结')
  if (given.confirmedOn > legalDay(clock.now()))
    throw problem('input-invalid', '日期不对', [{ path: 'confirmedOn', message: '不能晚于今天' }])
  const kind = 'service-address-confirmation'
  const prepared = await printed(
    documents.prepareIssue(caseId, kind, async (_number, issuedOn) => ({
      ...(await documentFacts(room, caseId, { kind, issuedOn })),
      serviceAddress: given,
    })),
  )
  return database.write(async (tx) => {
    await lockCase(room, tx, caseId)
    const { id: documentId } = await documents.issue(tx, actor, prepared)
    const id = newId()
    await insertRow<AddressRow>(tx.sql, 'service_addresses', {
      id,
      case_id: caseId,
      data: JSON.stringify(given),
      document_id: documentId,
      confirmed_on: given.confirmedOn,
      recorded_by: actor.officerId!,
      at: clock.now(),
    })
    await audit.append(tx, {
      actor,
      action: 'service.address-confirmed',
      object: { type: 'service-address', id },
      caseId,
      after: { document: documentId, electronic: given.electronic },
      authority: '行政处罚法 第六十一条',
    })
    return { id, documentId }
  })
}
