/** The facts that stay beside an issued document as data: without pictures (they are blobs) and identity numbers (they are sealed in the parties slice). */
import type { DocumentFacts } from './facts.ts'

export function recordedFacts(facts: DocumentFacts): string {
  const { party, photos, interview, sketch, propertyReturn, ...rest } = facts
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
    ...(photos && { photos: photos.map((photo) => ({ ...photo, image: undefined })) }),
  })
}
