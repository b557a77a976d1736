/** The strokes that a signature was drawn with: kept beside its picture for an expert on handwriting. */
import { z } from 'zod'

/** One stroke: x, y, milliseconds since the first dot, and pressure 0 to 1 where the pad knows it. */
export const strokes = z
  .array(
    z
      .array(z.tuple([z.number(), z.number(), z.number().min(0), z.number().min(0).max(1).optional()]))
      .min(1)
      .max(5_000),
  )
  .min(1)
  .max(500)
export type Strokes = z.infer<typeof strokes>
