/** Which tiers there are is said in data/discretion.yaml and in the register; which one the facts give, in discretion.dmn. Where they contradict, nothing starts. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { requireOneDiscretion } from '../../src/discretion-rule.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { openBureau } from './bureau.ts'

const root = projectRoot()

/** What the bureau says whose discretion.yaml and discretion.dmn are changed so; '' when it starts. */
async function said(change: { yaml?: [string, string]; dmn?: [string, string]; csv?: [string, string] }) {
  const folder = await mkdtemp(join(tmpdir(), 'zhiheng-discretion-'))
  const changed = async (file: string, [from, to]: [string, string]) => {
    const text = await readFile(file, 'utf8')
    expect(text).to.contain(from)
    return text.replace(from, to)
  }
  try {
    const seedFolder = join(folder, 'data')
    await cp(join(root, 'data'), seedFolder, { recursive: true })
    for (const [name, one] of [
      ['discretion.yaml', change.yaml],
      ['violations.csv', change.csv],
    ] as const)
      if (one) await writeFile(join(seedFolder, name), await changed(join(seedFolder, name), one))
    const name = 'discretion.dmn'
    const content = await changed(join(root, 'bpmn', name), change.dmn ?? ['tier', 'tier'])
    const bureau = await openBureau(undefined, { seedFolder })
    try {
      await requireOneDiscretion([{ name, content }], bureau.violations)
      return ''
    } finally {
      await bureau.close()
    }
  } catch (error) {
    return (error as Error).message
  } finally {
    await rm(folder, { recursive: true })
  }
}

describe('the rule of discretion and the tiers', () => {
  it('agree as they are shipped', async () => expect(await said({})).to.equal(''))

  it('a changed file changes the tiers of every violation without tiers of its own', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'zhiheng-discretion-'))
    await cp(join(root, 'data'), folder, { recursive: true })
    const file = join(folder, 'discretion.yaml')
    const text = await readFile(file, 'utf8')
    await writeFile(
      file,
      text.replace('    to: 0.4', '    to: 0.5').replace('    from: 0.4', '    from: 0.5'),
    )
    const bureau = await openBureau(undefined, { seedFolder: folder })
    try {
      expect(await bureau.violations.tier('HB-001', 'ordinary', '2026-03-02')).to.include({
        minFen: 950_000,
        maxFen: 2_750_000,
      })
    } finally {
      await bureau.close()
      await rm(folder, { recursive: true })
    }
  })

  const refused: [string, Parameters<typeof said>[0], string][] = [
    [
      'a rule that says a range',
      { dmn: ['name="basis" typeRef="string"', 'name="minShare" typeRef="number"'] },
      '输出 minShare 不在此处规定',
    ],
    ['a rule that answers with a tier nobody has', { dmn: ['"grave"', '"heavy"'] }, '裁量规则可能定为 heavy'],
    ['a rule whose tier is reckoned', { dmn: ['"grave"', 'harm'] }, '档次须为一个带引号的代码'],
    ['shares with a gap', { yaml: ['    to: 0.4', '    to: 0.3'] }, '首尾相接'],
    [
      'a violation that lacks a tier',
      { yaml: ['    - code: grave\n', '    - code: very-grave\n'] },
      '缺少裁量阶次',
    ],
    [
      'amounts that do not reach',
      { yaml: ['maxFen: 100000', 'maxFen: 90000'] },
      '违法行为 SR-001 第 1 版：裁量阶次应到罚款上限为止',
    ],
    [
      'a fine raised in the register alone',
      { csv: [',100,1000,', ',100,2000,'] },
      '裁量阶次应到罚款上限为止',
    ],
  ]
  for (const [what, change, line] of refused)
    it(`${what} is refused`, async () => expect(await said(change)).to.contain(line))
})
