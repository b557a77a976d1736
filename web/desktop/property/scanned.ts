/**
 * What a label's QR code holds 标签 (src/property/labels.ts): `zhiheng:property-items/01J…`. A hand scanner types it as a keyboard would, so what arrives may have gone
 * through an input method: full-width signs, 、 for /, small letters.
 */
const label = /^zhiheng.{0,2}property.items.([0-9A-HJKMNP-TV-Z]{26})$/i

/** @returns the item's id; undefined where it is no label of ours. */
export function scannedItem(text: string): string | undefined {
  return label.exec(text.normalize('NFKC').trim())?.[1]?.toUpperCase()
}

/** A label on its way: enough of it to be no word of a person's. */
export const isBegun = (typed: string): boolean => /^zhiheng/i.test(typed)

/** A whole number 编号 of an item, as it is printed below the code. */
export const isNumber = (text: string): boolean => /^涉物〔\d{4}〕第\d+号$/.test(text.trim())
