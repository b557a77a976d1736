/**
 * The outbox: the only way to command an engine (design §4). A use case writes its facts, its audit line and its outbox row in one transaction;
 * the dispatcher hands the row to the engine afterwards, and the engine's answer settles the act.
 */
export type { Act, ActSettlement, Entry, Outbox, Settlement, Ticket } from './outbox.ts'
export { createOutbox } from './outbox.ts'
export { connectEmbedded } from './embedded-link.ts'
export { connectZeebe } from './zeebe-link.ts'
export { connectNone } from './no-link.ts'
export type { EngineLink, LinkParts, Projection } from './link.ts'
