/**
 * Writes the case folders from the files of `cases/` beside this one: `node --import tsx test/conformance/authoring/write.ts [name …]`.
 * What a case expects is not written here: it is recorded on the broker (`npm run conformance -- --engine zeebe --record`) and kept on rewriting.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Document, parse } from 'yaml'
import type { AuthoredCase } from './authored-case.ts'

const here = dirname(fileURLToPath(import.meta.url))
const target = join(here, '..', 'cases')
const only = process.argv.slice(2)
const names = new Set<string>()
for (const file of readdirSync(join(here, 'cases')).sort()) {
  const { cases } = (await import(join(here, 'cases', file))) as { cases: AuthoredCase[] }
  for (const one of cases) {
    if (names.has(one.folder)) throw new Error(`two cases are called ${one.folder}`)
    names.add(one.folder)
    if (only.length === 0 || only.includes(one.folder)) write(one)
  }
}
console.log(`${names.size} cases`)

function write({ folder, files, note, ...said }: AuthoredCase): void {
  const place = join(target, folder)
  const yamlFile = join(place, 'case.yaml')
  const known = existsSync(yamlFile)
    ? (parse(readFileSync(yamlFile, 'utf8')) as { expect?: object }).expect
    : undefined
  mkdirSync(place, { recursive: true })
  for (const old of readdirSync(place)) if (old !== 'case.yaml' && !(old in files)) rmSync(join(place, old))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(place, name), content)
  const { order, messages, ...plain } = said
  const kept = { ...(known as { order?: unknown; messages?: unknown }), ...(order && { order }) }
  if (!order) delete kept.order
  if (messages && kept.messages === undefined) kept.messages = 0
  const expect = known || order || messages ? kept : undefined
  const document = new Document({ ...plain, ...(expect && { expect }) })
  if (note)
    document.commentBefore = note
      .split('\n')
      .map((line) => ` ${line}`)
      .join('\n')
  writeFileSync(yamlFile, document.toString({ lineWidth: 120 }))
}
