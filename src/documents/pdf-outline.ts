/** Bookmarks of a PDF (ISO 32000-1, 12.3.3), one level: pdf-lib has no call for them. */
import { PDFHexString, PDFName, PDFNumber, type PDFDocument, type PDFRef } from 'pdf-lib'

export interface Bookmark {
  title: string
  /** Index from 0. */
  page: number
}

/** Replaces the outline; readers open with it shown. */
export function addOutline(document: PDFDocument, bookmarks: readonly Bookmark[]): void {
  if (bookmarks.length === 0) return
  const { context, catalog } = document
  const root = context.nextRef()
  const refs: PDFRef[] = bookmarks.map(() => context.nextRef())
  bookmarks.forEach(({ title, page }, index) => {
    const item = context.obj({
      Title: PDFHexString.fromText(title),
      Parent: root,
      Dest: [document.getPage(page).ref, PDFName.of('Fit')],
    })
    const before = refs[index - 1]
    const after = refs[index + 1]
    if (before) item.set(PDFName.of('Prev'), before)
    if (after) item.set(PDFName.of('Next'), after)
    context.assign(refs[index]!, item)
  })
  context.assign(
    root,
    context.obj({
      Type: 'Outlines',
      First: refs[0]!,
      Last: refs.at(-1)!,
      Count: PDFNumber.of(bookmarks.length),
    }),
  )
  catalog.set(PDFName.of('Outlines'), root)
  catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'))
}
