/** Plays one case on one stage: deployment, starts, steps, each beginning when the engine is idle; then the outcome. */
import { type ActivatedJob, type Key, Refusal } from '../../src/engine/port.ts'
import { differences } from './compare.ts'
import { millisecondsOf } from './iso-duration.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import type { Case, JobAnswer } from './read-case.ts'
import type { Stage, Theatre } from './stage.ts'
import { stateOf } from './state.ts'
import { takeStep } from './steps.ts'

export interface CaseResult {
  name: string
  engine: 'embedded' | 'zeebe'
  passed: boolean
  failures: string[]
  outcome: Outcome
}

export interface RunOptions {
  /** Closes the engine before every step and opens it again; `everywhere`: before every answer to a job as well. */
  restart: boolean | 'everywhere'
}

export async function runCase(one: Case, theatre: Theatre, options: RunOptions): Promise<CaseResult> {
  const result = (failures: string[], outcome: Outcome): CaseResult => ({
    name: one.name,
    engine: theatre.engine,
    passed: failures.length === 0,
    failures,
    outcome,
  })
  let stage: Stage | undefined
  try {
    stage = await theatre.stageFor(one)
    const refusal = await deploy(one, stage)
    if (refusal) return result(one.expect ? differences(one.expect, refusal, undefined) : [], refusal)
    const { failures, jobs } = await play(one, stage, options)
    const state = stateOf(stage.records())
    const outcome = ownNames(outcomeOf(state, jobs), stage)
    if (one.expect) failures.push(...differences(one.expect, outcome, state))
    return result(failures, outcome)
  } catch (error) {
    return result([(error as Error).stack ?? String(error)], {})
  } finally {
    await stage?.dispose()
  }
}

async function deploy(one: Case, stage: Stage): Promise<Outcome | undefined> {
  if (one.deploy.length === 0) return undefined
  try {
    await stage.engine().deploy(one.deploy.map((resource) => stage.resource(resource)))
    return undefined
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const asked = (one.expect?.refusedDeployment ?? []).filter((id) => named(stage.own(error.message), id))
    return { refusedDeployment: [...new Set([...error.elementIds.map(stage.own), ...asked])] }
  }
}

/** An element may bear the id of its process. */
function ownNames(outcome: Outcome, stage: Stage): Outcome {
  return {
    ...outcome,
    ...(outcome.incidents && {
      incidents: outcome.incidents.map(({ element, type }) => ({ element: stage.own(element), type })),
    }),
  }
}

const named = (message: string, id: string) =>
  new RegExp(`(^|[^\\w-])${id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}($|[^\\w-])`).test(message)

async function play(
  one: Case,
  stage: Stage,
  { restart }: RunOptions,
): Promise<{ failures: string[]; jobs: { [type: string]: number } }> {
  const failures: string[] = []
  const work = handlerLoop(one, stage, restart === 'everywhere')
  await work.untilIdle()
  for (const { process, variables } of one.starts) {
    await stage
      .engine()
      .execute({ verb: 'createInstance', processId: stage.name(process), ...(variables && { variables }) })
  }
  await work.untilIdle()
  for (const [index, step] of one.steps.entries()) {
    if (restart) {
      await stage.restart()
      await work.untilIdle()
    }
    const where = `step ${index + 1} (${Object.keys(step)[0]})`
    if ('fails' in step) {
      const refused = await takeStep(step.fails, one, stage).then(
        () => false,
        (error: unknown) => {
          if (error instanceof Refusal) return true
          throw error
        },
      )
      if (!refused) failures.push(`${where}: was accepted, should have been refused`)
    } else {
      try {
        await takeStep(step, one, stage)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        failures.push(`${where}: refused: ${error.message}`)
      }
    }
    await work.untilIdle()
  }
  return { failures, jobs: work.activations }
}

/** Answers jobs by the case's script, in the order of their activation; types without a script stay without a worker. */
function handlerLoop({ handlers }: Case, stage: Stage, restarts: boolean) {
  const activations: { [type: string]: number } = {}
  async function round(): Promise<boolean> {
    let any = false
    for (const [type, answers] of handlers) {
      const jobs = await stage
        .engine()
        .activateJobs({ type: stage.name(type), worker: 'conformance', timeout: 600_000, maxJobs: 32 })
      for (const job of jobs) {
        any = true
        const turn = activations[type] ?? 0
        activations[type] = turn + 1
        if (restarts) await stage.restart()
        await answerJob(stage, job, answers[Math.min(turn, answers.length - 1)]!, await stage.now())
      }
    }
    return any
  }
  return {
    activations,
    async untilIdle() {
      do await stage.settle()
      while (await round())
    },
  }
}

async function answerJob(stage: Stage, { key }: ActivatedJob, answer: JobAnswer, now: number): Promise<void> {
  try {
    await stage.engine().execute(commandFor(key, answer, now))
  } catch (error) {
    // Another job's answer may have ended this one.
    if (!(error instanceof Refusal && error.code === 'NOT_FOUND')) throw error
  }
}

function commandFor(jobKey: Key, answer: JobAnswer, now: number) {
  if ('complete' in answer) return { verb: 'completeJob', jobKey, variables: answer.complete ?? {} } as const
  if ('fail' in answer) {
    const { retries, message, backOff, variables } = answer.fail
    return {
      verb: 'failJob',
      jobKey,
      retries,
      ...(message !== undefined && { message }),
      ...(backOff !== undefined && { backOff: millisecondsOf(backOff, now) }),
      ...(variables && { variables }),
    } as const
  }
  const { code, message, variables } = answer.error
  return {
    verb: 'throwError',
    jobKey,
    code,
    ...(message !== undefined && { message }),
    ...(variables && { variables }),
  } as const
}
