/** A case as `write.ts` takes it: `case.yaml` without `expect`, and the files. */
import type { Json } from '../../../src/engine/port.ts'

export interface AuthoredCase {
  folder: string
  name: string
  files: { [name: string]: string }
  /** Why the recorded outcome is what it is, where it surprises. */
  note?: string
  now?: string
  deploy?: string[]
  engines?: ('embedded' | 'zeebe')[]
  start?: { process: string; variables?: object } | { process: string; variables?: object }[]
  handlers?: { [type: string]: object[] }
  steps?: { [verb: string]: Json }[]
  /** Pairs to hold besides what is recorded. */
  order?: [string, string][]
  /** Whether the number of left-over messages is part of the case. */
  messages?: boolean
}
