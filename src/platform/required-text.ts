/** A field of a request that must say something. */
import { z } from 'zod'

export const text = (most: number) => z.string().trim().min(1).max(most)
