/** What property-request.bpmn promises, told once for any engine. */
import { expect } from 'chai'
import { ModelBench, type Bench } from './model-run.ts'
import { ScriptedBureau } from './scripted-bureau.ts'

export function propertyRequestStories(open: () => Promise<Bench>): void {
  let models: ModelBench
  before(async () => {
    models = await ModelBench.open(open)
  })
  after(() => models?.close())

  const request = async (subject: string) => {
    const caseId = `case-${process.pid}-${subject}`
    const bureau = new ScriptedBureau(caseId, () => models.bench.now())
    const run = models.run(caseId, bureau)
    await run.message('measure-requested', `request-of-${caseId}`, {
      caseId,
      requestId: `request-of-${caseId}`,
      subject,
      drafterId: 'officer-1',
      departmentId: 'street-1',
      procedure: 'ordinary',
      partyKind: 'citizen',
    })
    return { run, bureau }
  }

  it('asks the four tiers and settles what they agree to', async () => {
    const { run, bureau } = await request('property-measure')
    for (let tier = 1; tier <= 4; tier++)
      await run.complete('review', { decision: 'agree', decisionId: bureau.decide() })
    await run.ended()
    expect(bureau.asked('approval.open')[0]).to.include({ stage: 'property', drafterId: 'officer-1' })
    expect(bureau.asked('property.settle')).to.have.length(1)
    expect(bureau.asked('property.settle')[0]).to.include({
      requestId: `request-of-${run.caseId}`,
      outcome: 'agreed',
    })
    await run.close()
  })

  it('asks the head of the organ about an advance registration, and settles a rejection too', async () => {
    const { run, bureau } = await request('advance-registration')
    expect((await run.task('review')).record.value.candidateUsersList).to.deep.equal(['director-1'])
    await run.complete('review', { decision: 'reject', decisionId: bureau.decide() })
    await run.ended()
    expect(bureau.asked('property.settle')[0]).to.include({ outcome: 'rejected' })
    await run.close()
  })
}
