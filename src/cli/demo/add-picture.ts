/** A picture of a story becomes evidence of its case. */
import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { Application } from '../../application.ts'
import type { Actor } from '../../identity/actor.ts'
import { projectRoot } from '../../platform/project-root.ts'
import type { DemoInput } from './input.ts'

/** Where a story names no file of its own. */
export const sample = (name: string) => join(projectRoot(), 'data', 'demo', name)

export async function addPicture(
  app: Application,
  lead: Actor,
  caseId: string,
  { file = sample('photo.png'), name, shows }: DemoInput['photos'][number],
  place: string,
  takenAt: number,
): Promise<string> {
  const { id } = await app.evidence.addFile(lead, caseId, {
    kind: '电子数据',
    name,
    mediaType: extname(file) === '.png' ? 'image/png' : 'image/jpeg',
    bytes: readFileSync(file),
    takenAt,
    place,
    takenBy: lead.officerId!,
    shows,
  })
  return id
}
