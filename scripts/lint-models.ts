/** `npx tsx scripts/lint-models.ts [FILE …]`: lints the models given, or every one of bpmn/; exits 1 on any finding, warnings too. */
import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { projectRoot } from '../src/platform/project-root.ts'
import { lintModel } from './model-lint/index.ts'
import { readProjectFacts } from './model-lint/project-facts.ts'

const root = projectRoot()
const facts = readProjectFacts(root)
const given = process.argv.slice(2)
const files =
  given.length > 0
    ? given
    : readdirSync(join(root, 'bpmn'))
        .filter((name) => name.endsWith('.bpmn'))
        .map((name) => join(root, 'bpmn', name))

let findings = 0
for (const file of files) {
  for (const { rule, elementId, message, severity } of await lintModel(readFileSync(file, 'utf8'), facts)) {
    findings++
    process.stdout.write(`${relative(root, file)}: ${elementId}: ${severity} ${message} [${rule}]\n`)
  }
}
process.stdout.write(findings === 0 ? `${files.length} models, nothing found\n` : `${findings} findings\n`)
if (findings > 0) process.exitCode = 1
