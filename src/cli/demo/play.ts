/** Plays a story through the services, as its people would: whoever has a task does it, until the case is archived. */
import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { Application } from '../../application.ts'
import type { CasePage } from '../../cases/case-page.ts'
import type { PartyMessageName } from '../../cases/index.ts'
import type { Deadline } from '../../deadlines/service.ts'
import type { Actor } from '../../identity/actor.ts'
import { projectRoot } from '../../platform/project-root.ts'
import type { FormData, TaskView } from '../../tasks/index.ts'
import { castOf, type Cast } from './cast.ts'
import type { DemoInput } from './input.ts'
import { fillTime, isoMinute, type StoryTime } from './story-time.ts'

/** One thing that happened, as the terminal tells it and `--json` prints it. */
export interface Step {
  at: string
  stage: string
  what: string
  element?: string
  who: string
  role: string
  law?: string
  decision?: string
  opinion?: string
  documents: { kind: string; name: string; number: string | null; pages: number | null }[]
  limits: { name: string; left: string; colour: string; basis: string }[]
}

const patience = 60_000
/** The exporter of a broker lags, and printing takes a moment. */
const stillness = 1_500
const stageTitles: { [stage: string]: string } = {
  entry: '案件录入',
  filing: '立案受理',
  investigation: '调查取证',
  decision: '行政审批',
  closing: '结案归档',
}
const oneLine = (title: string) => title.replace(/\s+/g, '')
const stageTitle = (stage: string | null) => stageTitles[stage ?? ''] ?? ''
const decisionWords: { [decision: string]: string } = { agree: '同意', return: '退回', reject: '不予批准' }

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

  // The clue, the party, the violation step by step.
  const clueId = await app.cases.registerClue(lead, { ...input.clue, receivedAt: time.now() } as Parameters<
    typeof app.cases.registerClue
  >[1])
  say('线索', `登记线索:${input.clue.place},${input.clue.content}`, { law: '行政处罚法 第五十四条' })
  await time.pass(input.hours.open ?? 0.5)
  const opened = await app.cases.openCase(lead, {
    clueId,
    leadOfficerId: lead.officerId!,
    assistingOfficerIds: assisting.map(({ officerId }) => officerId!),
  })
  caseId = opened.caseId
  await settled(app, opened.ticket)
  say('案件录入', `由线索建立案件,主办 ${lead.name},协办 ${assisting.map(({ name }) => name).join('、')}`, {
    law: '行政处罚法 第四十二条',
  })
  const { party, found } = await findParty(app, lead, input, caseId)
  const repeats = await app.parties.findRepeatRecord(
    party.id,
    input.violation.code,
    12,
    isoMinute(time.now()).slice(0, 10),
  )
  say(
    '案件录入',
    `${found ? '查得' : '新建'}当事人 ${input.party.name};近十二个月同类违法 ${repeats.length} 次`,
  )
  say(
    '案件录入',
    `选择违法行为:${input.violation.category} → ${input.violation.powerItem} → ${input.violation.code}`,
  )
  for (const photo of input.photos) await addPhoto(app, lead, caseId, photo, input.clue.place, time)
  if (input.photos.length > 0)
    say('案件录入', `上传照片 ${input.photos.length} 张,存指纹`, { law: '行政处罚法 第四十六条' })

  const rounds = new Map<string, { round: number; place: number }>()
  const partyActs = Object.entries(input.party_acts) as [PartyMessageName, FormData][]
  let waitingSince = performance.now()
  let seen = ''
  for (;;) {
    await app.quiet()
    const page = await app.cases.page(lead, caseId)
    // While workers are at it the case still moves by itself: only when it stands still does anybody else act.
    const now = `${page.trace.length} ${page.documents.length} ${page.trace.filter(({ left_at }) => left_at !== null).length}`
    if (now !== seen) {
      seen = now
      waitingSince = performance.now()
    }
    const ended = page.case.state !== 'open' && page.case.state !== 'closed'
    const task = page.tasks.find(({ state }) => state === 'open')
    const standsStill = performance.now() - waitingSince > stillness
    if (ended || task || standsStill) await tellWhatHappened()
    if (ended) return page
    if (task) {
      await time.pass(input.hours[task.elementId] ?? (task.elementId === 'review' ? 0.4 : 1))
      if (task.elementId === 'review') await review(app, cast, input, task, rounds, say)
      else await fill(app, cast, input, task, { lead, recorder: assisting[0]!, partyId: party.id, time }, say)
      waitingSince = performance.now()
    } else if (standsStill && (await letPartyAct(app, lead, caseId, partyActs, time, say))) {
      waitingSince = performance.now()
    } else {
      const incidents = await app.cases.incidents(cast.legal, { caseId }).catch(() => [])
      if (incidents.length > 0)
        throw new Error(
          `流程中断:${incidents.map(({ elementId, message }) => `${elementId}: ${message}`).join('; ')}`,
        )
      if (performance.now() - waitingSince > patience)
        throw new Error(`案件 ${caseId} 一分钟没有进展,停在 ${page.case.stage}`)
      await new Promise((resolve) => setTimeout(resolve, 60))
    }
  }
}

type Say = (stage: string, what: string, more?: Partial<Step>, who?: Actor) => void

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

async function addPhoto(
  app: Application,
  lead: Actor,
  caseId: string,
  photo: DemoInput['photos'][number],
  place: string,
  time: StoryTime,
) {
  const file = photo.file ?? join(projectRoot(), 'data', 'demo', 'photo.png')
  await app.cases.addEvidenceFile(lead, caseId, {
    kind: '电子数据',
    name: photo.name,
    mediaType: extname(file) === '.png' ? 'image/png' : 'image/jpeg',
    bytes: readFileSync(file),
    takenAt: time.now(),
    place,
    takenBy: lead.officerId!,
    shows: photo.shows,
  })
}

async function fill(
  app: Application,
  cast: Cast,
  input: DemoInput,
  task: TaskView,
  known: { lead: Actor; recorder: Actor; partyId: string; time: StoryTime },
  say: Say,
): Promise<void> {
  const { who, role } = await cast.whoMay(task, known.lead)
  const form = app.forms.get(task.formId)
  const offered: FormData = {
    partyId: known.partyId,
    violationCode: input.violation.code,
    recorder: known.recorder.officerId!,
  }
  const data = {
    ...Object.fromEntries(
      Object.entries(offered).filter(([key]) => form?.components.some((component) => component.key === key)),
    ),
    ...(fillTime(input.facts[task.elementId] ?? {}, known.time.now()) as FormData),
  }
  await complete(app, who, task, data)
  say(
    stageTitle(task.stage),
    oneLine(task.title),
    { element: task.elementId, role: cast.roleOf(who, role), ...(task.law !== null && { law: task.law }) },
    who,
  )
}

async function review(
  app: Application,
  cast: Cast,
  input: DemoInput,
  task: TaskView,
  rounds: Map<string, { round: number; place: number }>,
  say: Say,
): Promise<void> {
  const approval = await app.approvals.get(cast.supervisor, task.approvalId!)
  const tier = approval.route.find(({ index }) => index === approval.tierIndex)!
  const who = cast.byOfficer(approval.waitingFor[0]!.officerId)
  const key = input.decisions[`${approval.stage}/${approval.subject}`]
    ? `${approval.stage}/${approval.subject}`
    : approval.stage
  const at = rounds.get(approval.id) ?? {
    round: [...rounds.keys()].filter((id) => id.startsWith(`${key} `)).length,
    place: 0,
  }
  if (at.place === 0) rounds.set(`${key} ${approval.id}`, at)
  const decision = input.decisions[key]?.[at.round]?.[at.place] ?? {
    decision: 'agree' as const,
    opinion: '同意。',
  }
  rounds.set(approval.id, { ...at, place: at.place + 1 })
  const data: FormData = {
    decision: decision.decision,
    opinion: decision.opinion,
    ...(decision.decision === 'return' && { returnTo: decision.returnTo ?? 0 }),
  }
  await complete(app, who, task, data)
  say(
    stageTitle(task.stage),
    `审批 第 ${approval.tierIndex} 级 ${tier.tier}`,
    {
      element: task.elementId,
      role: tier.tier,
      decision: decisionWords[decision.decision]!,
      opinion: decision.opinion,
      ...(task.law !== null && { law: task.law }),
    },
    who,
  )
}

async function complete(app: Application, who: Actor, task: TaskView, data: FormData): Promise<void> {
  try {
    const { ticket } = await app.tasks.complete(who, task.userTaskKey, data)
    await settled(app, ticket)
  } catch (error) {
    const fields = (error as { fields?: { path: string; message: string }[] }).fields ?? []
    throw new Error(
      [
        `${task.elementId}(${task.title}): ${(error as Error).message}`,
        ...fields.map(({ path, message }) => `facts.${task.elementId}.${path}: ${message}`),
      ].join('\n'),
      { cause: error },
    )
  }
}

/** The party acts when the case waits for it: the first act that the case takes now. */
async function letPartyAct(
  app: Application,
  lead: Actor,
  caseId: string,
  acts: [PartyMessageName, FormData][],
  time: StoryTime,
  say: Say,
): Promise<boolean> {
  const titles: { [name in PartyMessageName]: string } = {
    'rights-waived': '当事人书面放弃陈述申辩和听证',
    'statement-received': '收到当事人陈述申辩',
    'hearing-requested': '当事人要求听证',
    'payment-received': '当事人缴纳罚款',
  }
  const laws: { [name in PartyMessageName]: string } = {
    'rights-waived': '行政处罚法 第四十四条',
    'statement-received': '行政处罚法 第四十五条',
    'hearing-requested': '行政处罚法 第六十四条',
    'payment-received': '行政处罚法 第六十七条',
  }
  const next = acts[0]
  if (!next) return false
  try {
    const { ticket } = await app.cases.recordPartyMessage(
      lead,
      caseId,
      next[0],
      fillTime(next[1], time.now()),
    )
    if (ticket) await settled(app, ticket)
  } catch (error) {
    if ((error as { code?: string }).code === 'conflict') return false
    throw error
  }
  acts.shift()
  await time.pass(1)
  say('当事人', titles[next[0]], { law: laws[next[0]], role: '由主办人员登记' })
  return true
}

async function settled(app: Application, ticket: string): Promise<void> {
  const settlement = await app.outbox.settled(ticket, 30_000)
  if (settlement?.outcome !== 'effective')
    throw new Error(`流程引擎没有接受:${settlement ? settlement.reason : '三十秒内没有答复'}`)
}
