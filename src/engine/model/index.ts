/**
 * BPMN files → executable processes: read (`bpmn-file.ts`), check (`validation/`), build the graph (`transform.ts`).
 */
import type { ExpressionCache } from '../feel/index.ts'
import { Refusal, type Resource } from '../port.ts'
import { type BpmnFile, BpmnSyntaxError, readBpmn } from './bpmn-file.ts'
import type { ExecutableProcess } from './element.ts'
import { straightThroughLoop } from './straight-through-loop.ts'
import { transformDefinitions } from './transform.ts'
import { problemsOf } from './validation/index.ts'

export * from './element.ts'

/** @throws Refusal(INVALID_ARGUMENT) that names the file, each element at fault and why. */
export async function parseProcesses(
  resource: Resource,
  cache: ExpressionCache,
): Promise<ExecutableProcess[]> {
  const file = await read(resource)
  const problems = problemsOf(file, cache)
  if (problems.length === 0)
    return withoutEndlessLoops(transformDefinitions(file.definitions, cache), resource)
  const lines = problems.map(
    ({ elementId, path, message }) => `- ${elementId}${path ? ` > ${path}` : ''}: ${message}`,
  )
  throw new Refusal('INVALID_ARGUMENT', `'${resource.name}':\n${lines.join('\n')}`, [
    ...new Set(problems.map((problem) => problem.elementId)),
  ])
}

function withoutEndlessLoops(processes: ExecutableProcess[], resource: Resource): ExecutableProcess[] {
  for (const process of processes) {
    const loop = straightThroughLoop(process, processes)
    if (loop)
      throw new Refusal(
        'INVALID_ARGUMENT',
        `'${resource.name}':\n- ${process.id}: a loop that nothing waits in: ${loop.join(' > ')}`,
        [process.id, ...new Set(loop)],
      )
  }
  return processes
}

/** As `parseProcesses`, for what was accepted at its deployment. */
export async function parseDeployedProcesses(
  content: string,
  cache: ExpressionCache,
): Promise<ExecutableProcess[]> {
  return transformDefinitions((await readBpmn(content)).definitions, cache)
}

async function read(resource: Resource): Promise<BpmnFile> {
  try {
    return await readBpmn(resource.content)
  } catch (error) {
    if (error instanceof BpmnSyntaxError)
      throw new Refusal('INVALID_ARGUMENT', `'${resource.name}': ${error.message}`)
    throw error
  }
}
