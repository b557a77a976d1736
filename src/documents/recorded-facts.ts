/**
 * The facts that stay beside an issued document as data: without pictures (they are blobs) and identity numbers and phones (they are sealed where they were
 * entered). Of a number in the middle of a text, what somebody said for one, the ends stay.
 */
import { idMasked, phoneMasked } from './chinese-formats.ts'
import type { DocumentFacts } from './facts.ts'

export function recordedFacts(facts: DocumentFacts): string {
  const { party, photos, interview, sketch, propertyReturn, statement, serviceAddress, ...rest } = facts
  const recorded = {
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
  }
  return JSON.stringify(recorded, (_name, value: unknown) =>
    typeof value === 'string' ? withoutNumbers(value) : value,
  )
}

const citizenNumber =
  /(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])/g
const mobileNumber = /(?<![\dA-Za-z])1[3-9]\d{9}(?![\dA-Za-z])/g

const withoutNumbers = (text: string) =>
  text
    .replace(citizenNumber, (number) => idMasked(number))
    .replace(mobileNumber, (number) => phoneMasked(number))
