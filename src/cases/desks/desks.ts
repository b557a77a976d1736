/** What waits over many cases, each desk in one call. */
import type { DueDaysQuery } from '../../deadlines/due-by-day.ts'
import type { Actor } from '../../identity/actor.ts'
import type { CaseRoom } from '../room.ts'
import { agenda } from './agenda.ts'
import { enforcementDesk, type EnforcementDeskQuery } from './enforcement-desk.ts'
import { serviceDesk, type ServiceDeskQuery } from './service-desk.ts'

export type Desks = ReturnType<typeof desksOf>

export const desksOf = (room: CaseRoom) => ({
  /** 日历. @throws Problem `forbidden`. */
  agenda: (actor: Actor, query: DueDaysQuery) => agenda(room, actor, query),
  /** 送达. @throws Problem `forbidden`. */
  service: (actor: Actor, query: ServiceDeskQuery) => serviceDesk(room, actor, query),
  /** 执行. @throws Problem `forbidden`. */
  enforcement: (actor: Actor, query: EnforcementDeskQuery) => enforcementDesk(room, actor, query),
})
