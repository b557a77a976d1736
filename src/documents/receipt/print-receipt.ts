/** A receipt's HTML → what is asked for. */
import type { BrowserPool } from '../browser-pool.ts'
import { escpos } from './escpos.ts'
import { type ReceiptForm, receiptPapers, type ReceiptWidth } from './papers.ts'
import { rasterOf } from './raster.ts'
import { stripPdf, stripPicture } from './strip.ts'

/** @throws DocumentError `printing-failed`, `browser-missing` */
export async function printReceipt(
  pool: BrowserPool,
  html: string,
  width: ReceiptWidth,
  form: ReceiptForm,
): Promise<Buffer> {
  const paper = receiptPapers[width]
  if (form === 'pdf') return pool.print(html, stripPdf(paper))
  const png = await pool.print(html, stripPicture(paper))
  return form === 'png' ? png : escpos(rasterOf(png))
}
