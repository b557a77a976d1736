/** Electronic signatures do not survive a change of their file. */
import { type PDFDocument, PDFName } from 'pdf-lib'

/** What a copy of a signed file still carries is no signature of the copy. */
export function forgetSignatures(document: PDFDocument): void {
  document.catalog.delete(PDFName.of('AcroForm'))
  for (const page of document.getPages()) {
    const annotations = page.node.Annots()
    for (let at = (annotations?.size() ?? 0) - 1; at >= 0; at--) {
      const subtype = (annotations!.lookup(at) as { get?(name: PDFName): unknown }).get?.(
        PDFName.of('Subtype'),
      )
      if (subtype === PDFName.of('Widget')) annotations!.remove(at)
    }
  }
}
