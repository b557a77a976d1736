/** The one page that stands for every document of an invented bureau: it says what it is, and nothing else. */
import { PDFDocument, StandardFonts } from 'pdf-lib'

export async function inventedPage(mark: string): Promise<{ html: Buffer; pdf: Buffer }> {
  const pdf = await PDFDocument.create()
  const epoch = new Date(0)
  pdf.setCreationDate(epoch)
  pdf.setModificationDate(epoch)
  pdf.setTitle(mark)
  const page = pdf.addPage([595, 842])
  const font = await pdf.embedFont(StandardFonts.Helvetica)
  page.drawText('Synthetic data: this document was never printed.', { x: 60, y: 760, size: 14, font })
  return {
    html: Buffer.from(`<!doctype html><meta charset="utf-8"><p>${mark}：本文书未印制。</p>`),
    pdf: Buffer.from(await pdf.save()),
  }
}
