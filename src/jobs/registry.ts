/** The workers by job type. */
import type { WorkerModule } from './worker.ts'

export type WorkerRegistry = ReadonlyMap<string, WorkerModule>

/** @throws Error when two files claim one type. */
export function registerWorkers(modules: WorkerModule[]): WorkerRegistry {
  const registry = new Map<string, WorkerModule>()
  for (const module of modules) {
    if (registry.has(module.type)) throw new Error(`job type ${module.type} has two workers`)
    registry.set(module.type, module)
  }
  return registry
}
