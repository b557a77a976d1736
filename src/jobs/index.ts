export { startWorkers, type RunningWorkers } from './poll-engine.ts'
export { documentFailure } from './document-failure.ts'
export type { JobRoom } from './run-job.ts'
export { type HandleCall, PrepareAgain, type WorkerCall } from './worker.ts'
