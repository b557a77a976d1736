/** One try to send what waits: settled, waiting on, or refused and shown to a person. */
import { type Problem, Refusal } from '../api/client.ts'
import { store } from './store.ts'
import { put, settle, type Waiting, waitingOf, writeWaiting } from './waiting.ts'
import { postJson, ways } from './ways.ts'

/** What became of it. `busy`: another tab is sending it. */
export type Outcome =
  | { state: 'sent'; answer: unknown }
  | { state: 'waits' | 'refused'; problem: Problem }
  | { state: 'gone' | 'busy' }

const day = 86_400_000
/** The server forgets keys after thirty days (src/http/idempotency.ts); who then sends again may do it twice. */
const keyIsKnown = 29 * day

/** @param id of what waits. @param atOnce it was handed in this moment. */
export async function tryOne(id: string, atOnce = false): Promise<Outcome> {
  return await navigator.locks.request(
    `zhiheng.send.${store()?.account}.${id}`,
    { ifAvailable: true },
    async (lock): Promise<Outcome> => {
      if (!lock) return { state: 'busy' }
      const item = await waitingOf(id)
      return item && !item.refused ? attempt(item, atOnce) : { state: 'gone' }
    },
  )
}

async function attempt(item: Waiting, atOnce: boolean): Promise<Outcome> {
  const now = Date.now()
  const { unansweredSince = now } = item
  if (now - unansweredSince > keyIsKnown) return refuse(item, forgotten)
  // Written down before: a page that dies in the middle has asked, and knows no answer.
  let current: Waiting = { ...item, unanswered: item.unanswered + 1, unansweredSince }
  await writeWaiting([put(current)])
  try {
    const keepStep = (step: string) => {
      current = { ...current, step }
      return writeWaiting([put(current)])
    }
    const answer = await (atOnce || !item.late
      ? ways[item.way ?? 'json'](current, keepStep)
      : sendLate(current))
    await settle(current, answer)
    return { state: 'sent', answer }
  } catch (error) {
    const problem = problemOf(error)
    if (!mayPass(problem, current)) return refuse(current, problem)
    await writeWaiting([put({ ...current, problem })])
    return { state: 'waits', problem }
  }
}

/** Where an earlier try, as it was at once, had arrived after all, its key is taken by that body, whose answer it then gets. */
async function sendLate(item: Waiting): Promise<unknown> {
  try {
    return await postJson(item, { ...(item.body as object), ...item.late })
  } catch (error) {
    const taken = error instanceof Refusal && error.problem.status === 409 && item.unanswered > 1
    if (!taken) throw error
    return postJson(item, item.body)
  }
}

async function refuse(item: Waiting, problem: Problem): Promise<Outcome> {
  const { unansweredSince: _, ...rest } = item
  await writeWaiting([put({ ...rest, unanswered: 0, problem, refused: true })])
  return { state: 'refused', problem }
}

/** Sent again as it is, it may yet be taken: there was no answer, nobody is signed in, the server cannot now, or is still at work on the same thing. */
function mayPass({ code, status }: Problem, { unanswered }: Waiting): boolean {
  if (code === 'offline' || status >= 500 || [401, 408, 425, 429].includes(status)) return true
  return status === 409 && unanswered > 1 && unanswered < 5
}

const forgotten: Problem = {
  code: 'outcome-unknown',
  title: '不知道上次的结果',
  status: 0,
  detail: '一个月前提交过一次，没有收到答复。请先查一查是否已经登记，再决定重新提交还是删去。',
}

function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) return error.problem
  console.error(error)
  return {
    code: 'page-fault',
    title: '没有上传',
    status: 0,
    detail: '页面出了差错，内容还在本机。请再试一次；如仍不行，请告诉系统管理员。',
  }
}
