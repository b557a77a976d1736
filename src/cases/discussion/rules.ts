/** data/collective-discussion.yaml: who discusses, the quorum, the majority. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { RoleCode } from '../../identity/actor.ts'

const share = z.number().min(0).max(1)
const rulesFile = z.strictObject({
  members: z.string(),
  hosts: z.array(z.string()).min(1),
  quorum: z.strictObject({ share, least: z.number().int().min(2) }),
  majority: share,
})

export type DiscussionRules = Omit<z.infer<typeof rulesFile>, 'members' | 'hosts'> & {
  members: RoleCode
  hosts: RoleCode[]
}

/** @param seedFolder the folder `data/`. */
export function readDiscussionRules(seedFolder: string): DiscussionRules {
  const read = rulesFile.parse(parse(readFileSync(join(seedFolder, 'collective-discussion.yaml'), 'utf8')))
  return read as DiscussionRules
}

/** How many must be there, and how many must agree. @param members who are not recused. */
export function needed({ quorum, majority }: DiscussionRules, members: number) {
  return {
    present: Math.max(quorum.least, Math.ceil(members * quorum.share - 1e-9)),
    agree: Math.floor(members * majority + 1e-9) + 1,
  }
}
