/** Long work in a thread of its own, so that the server answers meanwhile. */
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'

/**
 * @param from `import.meta.url` of the caller.
 * @param module its path from there, without an ending, since it is built or as we wrote it like its caller.
 */
export function startThread(from: string, module: string, given: unknown): Worker {
  return new Worker(entryOf(new URL(module + extname(from), from)), { workerData: given })
}

/** @param module that posts one answer to its parent, or throws. @throws what the module throws. */
export function inThread<Answer>(from: string, module: string, given: unknown): Promise<Answer> {
  const thread = startThread(from, module, given)
  return new Promise<Answer>((resolve, reject) => {
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', (code) => reject(new Error(`${module} ended with ${code} and without an answer`)))
  }).finally(() => thread.terminate())
}

/** Node 20 gives a thread none of the hooks by which tsx reads our sources: they are registered there anew. What is built needs none. */
function entryOf(module: URL): URL {
  if (!module.pathname.endsWith('.ts')) return module
  const tsx = import.meta.resolve('tsx/esm/api')
  const source = `import { register } from ${JSON.stringify(tsx)}; register(); await import(${JSON.stringify(module.href)})`
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`)
}
