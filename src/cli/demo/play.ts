/** Plays a story through the services, as its people would: whoever has a task does it, until the case is archived. */
import type { Application } from '../../application.ts'
import type { CasePage } from '../../cases/case-page.ts'
import type { PartyMessageName } from '../../cases/index.ts'
import type { Deadline } from '../../deadlines/service.ts'
import type { Actor } from '../../identity/actor.ts'
import type { FormData, TaskView } from '../../tasks/index.ts'
import { addPicture } from './add-picture.ts'
import { castOf } from './cast.ts'
import { fill, review } from './do-task.ts'
import type { DemoInput } from './input.ts'
import { letPartyAct } from './party-acts.ts'
import { type Say, settled, type Step } from './step.ts'
import { isoMinute, type StoryTime } from './story-time.ts'

const patience = 60_000
/** The exporter of a broker lags, and printing takes a moment. */
const stillness = 1_500
export async function play(
  app: Application,
  input: DemoInput,
  time: StoryTime,
  tell: (step: Step) => void,
): Promise<CasePage> {
  const cast = await castOf(app)
  const lead = cast.byUserName(input.lead)
  const assisting = input.assisting.map((userName) => cast.byUserName(userName))
  const told = new Set<string>()
  let caseId = ''

  // A step is told when the case stands still again, so that the documents that it brought about are told with it, not with the next one.
  let untold: Omit<Step, 'documents' | 'limits'>[] = []
  const tellWhatHappened = async (): Promise<void> => {
    const steps = untold
    untold = []
    if (steps.length === 0) return
    const page = caseId ? await app.cases.page(lead, caseId) : undefined
    const fresh = (page?.documents ?? []).filter(({ id, state }) => state === 'issued' && !told.has(id))
    for (const { id } of fresh) told.add(id)
    const running = ((page?.deadlines ?? []) as Deadline[]).filter(
      ({ state }) => state === 'running' || state === 'over',
    )
    const documents = fresh.map(({ kind, name, number, pages }) => ({ kind, name, number, pages }))
    const limits = running.map(({ name, left, colourWord, basis }) => ({
      name,
      left,
      colour: colourWord,
      basis,
    }))
    for (const step of steps)
      tell({ ...step, ...(step === steps.at(-1) ? { documents, limits } : { documents: [], limits: [] }) })
  }
  const say: Say = (stage, what, more = {}, who = lead) => {
    untold.push({
      at: isoMinute(time.now()).replace('T', ' '),
      stage,
      what,
      who: who.name,
      role: cast.roleOf(who),
      ...more,
    })
  }

  // What is seen and photographed, the clue, the party, the violation step by step.
  const seenAt = time.now()
  await time.pass(input.hours.register ?? 0.25)
  const { clueId } = await app.clues.register(lead, { ...input.clue, receivedAt: time.now() } as Parameters<
    typeof app.clues.register
  >[1])
  say('线索', `登记线索：${input.clue.place}，${input.clue.content}`, { law: '行政处罚法 第五十四条' })
  await time.pass(input.hours.open ?? 0.5)
  const opened = await app.cases.openCase(lead, {
    clueId,
    leadOfficerId: lead.officerId!,
    assistingOfficerIds: assisting.map(({ officerId }) => officerId!),
  })
  caseId = opened.caseId
  await settled(app, opened.ticket)
  say('案件录入', `由线索建立案件，主办 ${lead.name}，协办 ${assisting.map(({ name }) => name).join('、')}`, {
    law: '行政处罚法 第四十二条',
  })
  const { party, found } = await findParty(app, lead, input, caseId)
  const repeats = await app.parties.findRepeatRecord(
    party.id,
    input.violation.code,
    app.violations.repeatMonths,
    isoMinute(time.now()).slice(0, 10),
  )
  say(
    '案件录入',
    `${found ? '查得' : '新建'}当事人 ${input.party.name}；近 ${app.violations.repeatMonths} 个月同类违法 ${repeats.length} 次`,
  )
  say(
    '案件录入',
    `选择违法行为：${input.violation.category} → ${input.violation.powerItem} → ${input.violation.code}`,
  )
  for (const photo of input.photos) await addPicture(app, lead, caseId, photo, input.clue.place, seenAt)
  if (input.photos.length > 0)
    say('案件录入', `上传照片 ${input.photos.length} 张，存指纹`, { law: '行政处罚法 第四十六条' })

  const rounds = new Map<string, { round: number; place: number }>()
  const partyActs = Object.entries(input.party_acts) as [PartyMessageName, FormData][]
  let waitingSince = performance.now()
  let seen = ''
  for (;;) {
    await app.quiet()
    const page = await app.cases.page(lead, caseId)
    // While workers are at it the case still moves by itself: only when it stands still does anybody else act.
    const now = `${page.trace.length} ${page.documents.length} ${page.trace.filter(({ leftAt }) => leftAt !== null).length}`
    if (now !== seen) {
      seen = now
      waitingSince = performance.now()
    }
    const ended = page.case.state !== 'open' && page.case.state !== 'closed'
    const task = firstTold(input, page.tasks)
    const standsStill = performance.now() - waitingSince > stillness
    if (ended || task || standsStill) await tellWhatHappened()
    if (ended) return page
    if (task) {
      await time.pass(input.hours[task.elementId] ?? (task.elementId === 'review' ? 0.4 : 1))
      if (task.elementId === 'review') await review(app, cast, input, task, rounds, say)
      else
        await fill(
          app,
          cast,
          input,
          task,
          { lead, recorder: assisting[0]!, partyId: party.id, time, seenAt },
          say,
        )
      waitingSince = performance.now()
    } else if (
      standsStill &&
      (await letPartyAct(app, lead, caseId, partyActs, input.clue.place, time, say))
    ) {
      waitingSince = performance.now()
    } else {
      const incidents = await app.cases.incidents(cast.legal, { caseId }).catch(() => [])
      if (incidents.length > 0)
        throw new Error(
          `流程中断：${incidents.map(({ elementId, message }) => `${elementId}: ${message}`).join('; ')}`,
        )
      if (performance.now() - waitingSince > patience)
        throw new Error(`案件 ${caseId} 一分钟没有进展，停在 ${page.case.stage}`)
      await new Promise((resolve) => setTimeout(resolve, 60))
    }
  }
}

async function findParty(app: Application, lead: Actor, input: DemoInput, caseId: string) {
  return app.database.write(async (tx) => {
    const { party, created } = await app.parties.findOrCreate(
      tx,
      lead,
      input.party as Parameters<typeof app.parties.findOrCreate>[2],
      caseId,
    )
    return { party, found: !created }
  })
}

/** Of tasks that are open at once the one whose form stands first in the story; reviews before them. */
function firstTold({ facts }: DemoInput, tasks: readonly TaskView[]): TaskView | undefined {
  const told = Object.keys(facts)
  return tasks
    .filter(({ state }) => state === 'open')
    .sort((one, other) => told.indexOf(one.elementId) - told.indexOf(other.elementId))[0]
}
