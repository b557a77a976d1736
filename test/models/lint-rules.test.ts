/** Each rule of the house has a page, a good example that it passes and a bad one that it finds; the models themselves are clean. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { houseRules, lintModel } from '../../scripts/model-lint/index.ts'
import { readProjectFacts } from '../../scripts/model-lint/project-facts.ts'
import { personalWord } from '../../scripts/model-lint/rules/no-personal-data.ts'
import { readmeWithInterface } from '../../scripts/model-interface.ts'
import { projectRoot } from '../../src/platform/project-root.ts'

const root = projectRoot()
const lintFolder = join(root, 'scripts', 'model-lint')
const facts = readProjectFacts(root)

describe('the lint of models', () => {
  for (const { name } of houseRules) {
    describe(name, () => {
      const example = (which: string) =>
        readFileSync(join(lintFolder, 'examples', name, `${which}.bpmn`), 'utf8')

      it('passes its good example', async () => {
        expect(await lintModel(example('good'), facts, [name])).to.deep.equal([])
      })

      it('finds its bad example', async () => {
        const findings = await lintModel(example('bad'), facts, [name])
        expect(findings.map(({ rule }) => rule)).to.include(name)
      })

      it('has a page that says why and how', () => {
        const page = readFileSync(join(lintFolder, 'docs', `${name}.md`), 'utf8')
        expect(page).to.match(new RegExp(`^# ${name}: `))
        expect(page).to.include('**Why.**').and.include('**How.**')
      })
    })
  }

  it('has no page, rule or example without the others', () => {
    const names = houseRules.map(({ name }) => name).sort()
    const of = (folder: string, suffix: string) =>
      readdirSync(join(lintFolder, folder))
        .map((file) => file.slice(0, file.length - suffix.length))
        .sort()
    expect(of('docs', '.md')).to.deep.equal(names)
    expect(of('rules', '.ts')).to.deep.equal(names)
    expect(of('examples', '')).to.deep.equal(names)
  })

  for (const file of readdirSync(join(root, 'bpmn')).filter((name) => name.endsWith('.bpmn'))) {
    it(`finds nothing in ${file}`, async () => {
      expect(await lintModel(readFileSync(join(root, 'bpmn', file), 'utf8'), facts)).to.deep.equal([])
    })
  }

  it('knows personal data by its name', () => {
    for (const name of ['partyName', 'idNumber', 'party.phone', 'homeAddress', 'opinion', 'photoText'])
      expect(personalWord(name), name).to.be.a('string')
    for (const name of ['partyId', 'fineFen', 'outcome', 'ageBand', 'departmentId', 'decisionKind'])
      expect(personalWord(name), name).to.equal(undefined)
  })

  it('finds the interface in bpmn/README.md up to date', async () => {
    const readme = readFileSync(join(root, 'bpmn', 'README.md'), 'utf8')
    expect(await readmeWithInterface(readme)).to.equal(readme)
  })
})
