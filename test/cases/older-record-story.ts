/** A step of the investigation on an older version of the model, which waits for its record 笔录. */
import { expect } from 'chai'
import { startCase } from './officer-at-work.ts'
import { refusedWith } from './refused-with.ts'
import type { WholeBureau } from './whole-bureau.ts'

type Adapt = (name: string, content: string) => string

export function olderRecordStory(open: (adapt: Adapt) => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  before(async function () {
    this.timeout(180_000)
    bureau = await open((name, content) =>
      name === 'case-ordinary.bpmn'
        ? content.replaceAll('<zeebe:header key="record" value="optional" />', '')
        : content,
    )
  })
  after(() => bureau?.close())

  it('is not left out, and goes on with the record', async () => {
    const play = await startCase(bureau)
    await play.file()
    const omitted = {
      notInterviewed: true,
      notInterviewedFor: '当事人无法联系',
      notInterviewedWords: '三次电话未接，上门两次均已闭店。',
    }
    expect(await refusedWith(play.fill('interview-party', omitted))).to.deep.equal(['conflict'])
    await play.fill('interview-party')
    await bureau.eventually('the record', async () =>
      (await bureau.cases.page(play.lead, play.caseId)).documents.some(
        ({ kind }) => kind === 'interview-record',
      ),
    )
  }).timeout(60_000)
}
