/** What is sent of a decision on the spot, and to which step a refusal leads back. */
import type { Sent } from '../../shared/api/client.ts'
import { normalised } from '../../shared/parties/id-number.ts'
import { recipientOf, type StreetCase } from './street-case.ts'

export function submissionOf(one: StreetCase): Sent<'/summary-cases'> {
  const { id, known, fresh, position, violation, occurredAt, ground, fineYuan } = one
  const written = (key: string, text: string) => (text.trim() === '' ? {} : { [key]: text.trim() })
  return {
    id,
    assistingOfficerIds: [one.partner],
    ...(known
      ? { partyId: known.id }
      : {
          party: {
            kind: fresh.kind,
            name: fresh.name.trim(),
            ...written('idNumber', normalised(fresh.idNumber)),
            ...written('phone', fresh.phone),
            ...written('address', fresh.address),
            ...(fresh.kind === 'organisation' && written('legalRepresentative', fresh.legalRepresentative)),
          },
        }),
    violationCode: violation!.code,
    occurredAt: Date.parse(occurredAt),
    place: one.place.trim(),
    ...(position && { longitude: position.longitude, latitude: position.latitude }),
    description: one.description.trim(),
    certificateShown: true,
    rightsTold: true,
    penalty: { warning: one.warning, ...(fineYuan !== null && { fineFen: Math.round(fineYuan * 100) }) },
    ...(ground !== '' && { collection: { ground, receiptNumber: one.receiptNumber.trim() } }),
    ...written('defence', one.defence),
    ...written('correctionDemand', one.correctionDemand),
    ...written('distinctAct', one.distinctAct),
    delivery: { recipient: recipientOf(one) },
  }
}

/** @param path as the server names what it does not take. @returns 1 to 5. */
export function stepOf(path: string): number {
  if (/^(party|assistingOfficerIds|certificateShown)/.test(path)) return 1
  if (/^(violationCode|description)/.test(path)) return 2
  if (/^(place|occurredAt|limitation|longitude|latitude)/.test(path)) return 3
  return 5
}
