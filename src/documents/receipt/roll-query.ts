/** How a route is asked for what is printed on a roll, and what it answers with. */
import { z } from 'zod'

export const rollQuery = z.object({
  width: z.enum(['58', '80']).default('58'),
  as: z.enum(['pdf', 'escpos', 'png']).default('pdf'),
})

export const rollFiles = {
  pdf: { type: 'application/pdf', extension: 'pdf' },
  escpos: { type: 'application/octet-stream', extension: 'bin' },
  png: { type: 'image/png', extension: 'png' },
}
