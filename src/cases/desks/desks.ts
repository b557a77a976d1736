/** What waits over many cases, each desk in one call. */
import type { DueDaysQuery } from '../../deadlines/due-by-day.ts'
import type { Actor } from '../../identity/actor.ts'
import type { CaseRoom } from '../room.ts'
import { agenda } from './agenda.ts'

export type Desks = ReturnType<typeof desksOf>

export const desksOf = (room: CaseRoom) => ({
  /** 日历. @throws Problem `forbidden`. */
  agenda: (actor: Actor, query: DueDaysQuery) => agenda(room, actor, query),
})
