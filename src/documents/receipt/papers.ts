/** Rolls of paper of portable printers, and the dots that their heads print across: 203 dots per inch, 8 per millimetre. */
export const dotsPerInch = 203

export interface ReceiptPaper {
  millimetres: number
  /** Multiple of 8: a byte of the raster is 8 dots. */
  dots: number
}

export const receiptPapers = {
  '58': { millimetres: 58, dots: 384 },
  '80': { millimetres: 80, dots: 576 },
} as const satisfies { [width: string]: ReceiptPaper }

export type ReceiptWidth = keyof typeof receiptPapers
export type ReceiptForm = 'pdf' | 'escpos' | 'png'
