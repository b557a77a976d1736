/** The facts that stay beside an issued document as data: without pictures (they are blobs) and identity numbers and phones (they are sealed in the parties slice). */
import type { DocumentFacts } from './facts.ts'

export function recordedFacts(facts: DocumentFacts): string {
  const { party, photos, interview, sketch, propertyReturn, statement, serviceAddress, ...rest } = facts
  return JSON.stringify({
    ...rest,
    ...(party && { party: { ...party, idNumber: undefined, creditCode: undefined, phone: undefined } }),
    ...(interview && {
      interview: { ...interview, person: { ...interview.person, idNumber: undefined, phone: undefined } },
    }),
    ...(sketch && { sketch: { ...sketch, image: undefined } }),
    ...(propertyReturn && {
      propertyReturn: {
        ...propertyReturn,
        recipient: { ...propertyReturn.recipient, idNumber: undefined, phone: undefined },
      },
    }),
    ...(statement && {
      statement: {
        ...statement,
        ...(statement.person && {
          person: { ...statement.person, idNumber: undefined, phone: undefined },
        }),
      },
    }),
    ...(serviceAddress && {
      serviceAddress: { ...serviceAddress, phone: undefined, channels: undefined },
    }),
    ...(photos && { photos: photos.map((photo) => ({ ...photo, image: undefined })) }),
  })
}
