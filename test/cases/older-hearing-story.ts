/** A hearing of a case that began on an older version of the model, where the hearing was one form. */
import { isoInstant, legalDay } from '../../src/platform/clock.ts'
import { notifyOfHearing } from './hearing-desk.ts'
import type { WholeBureau } from './whole-bureau.ts'

/** `hold-hearing` as it was when a hearing was one form. */
const oneForm = `<bpmn:userTask id="hold-hearing" name="举行听证">
        <bpmn:extensionElements>
          <zeebe:userTask />
          <zeebe:formDefinition formId="hold-hearing" />
          <zeebe:assignmentDefinition candidateGroups="=[&#34;role:legal-section&#34;]" />
          <zeebe:ioMapping>
            <zeebe:output source="=fineFen" target="fineFen" />
            <zeebe:output source="=&#34;held&#34;" target="hearingOutcome" />
          </zeebe:ioMapping>
          <zeebe:taskHeaders>
            <zeebe:header key="form" value="hold-hearing" />
            <zeebe:header key="fact" value="hearing" />
          </zeebe:taskHeaders>
        </bpmn:extensionElements>
        <bpmn:incoming>hearing-requested-to-hold-hearing</bpmn:incoming>
        <bpmn:outgoing>hold-hearing-to-request-withdrawn</bpmn:outgoing>
      </bpmn:userTask>`

type Adapt = (name: string, content: string) => string

/** A case that runs on an older version of the model goes on with it. */
export function olderHearingStory(open: (adapt: Adapt) => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  before(async function () {
    this.timeout(180_000)
    bureau = await open((name, content) =>
      name === 'case-ordinary.bpmn'
        ? content.replace(/<bpmn:callActivity id="hold-hearing"[^]*?<\/bpmn:callActivity>/, oneForm)
        : content,
    )
  })
  after(() => bureau?.close())

  it('goes on with the one form, by nobody who handles the case', async function () {
    this.timeout(180_000)
    const play = await notifyOfHearing(bureau)
    const at = isoInstant(bureau.clock.now())
    const { ticket } = await bureau.cases.recordPartyMessage(play.lead, play.caseId, 'hearing-requested', {
      receivedAt: at,
    })
    await bureau.settled({ ticket: ticket! })
    const held = {
      noticeServedOn: legalDay(bureau.clock.now()),
      heldAt: at,
      place: '听证室',
      host: '主持人',
      recorder: '记录员',
      attendees: '当事人、调查人员',
      record: '双方陈述意见。',
      report: '建议罚款二百五十元。',
      fineYuan: 250,
    }
    await play.fill('hold-hearing', held, await bureau.actor('legal-reviewer-2'))
    await play.fill('legal-review', {}, await bureau.actor('legal-reviewer-3'))
    await play.discuss({ conclusion: '同意。', fineYuan: 250 })
    await play.fill('draft-decision', { fineYuan: 250 })
  })
}
