/** 日历: of each day of a span what falls due, which hearings are held and who is called in, for me, my squad, the bureau; one call for one screen. */
import type { DueDays, DueDaysQuery } from '../../deadlines/due-by-day.ts'
import type { Actor } from '../../identity/actor.ts'
import { addDays } from '../../platform/legal-day.ts'
import type { CaseRoom } from '../room.ts'
import { type AppointmentOfDay, appointmentsWithin } from './appointments.ts'
import { hearingsWithin, type HearingOfDay } from './hearings.ts'

export interface AgendaDay {
  on: string
  /** Null where the year's holidays are not announced yet. */
  working: boolean | null
  counts: { green: number; blue: number; red: number }
  /** The first of what falls due. */
  due: NonNullable<ReturnType<DueDays['days']['get']>>['items']
  hearings: HearingOfDay[]
  appointments: AppointmentOfDay[]
}

export async function agenda(
  room: CaseRoom,
  actor: Actor,
  query: DueDaysQuery,
): Promise<{ days: AgendaDay[] }> {
  const { reach, days: dueDays } = await room.deadlines.dueByDay(actor, query)
  const hearings = await hearingsWithin(room, actor, reach, query)
  const appointments = await appointmentsWithin(room, actor, reach, query)
  const days: AgendaDay[] = []
  for (let on = query.from; on <= query.to; on = addDays(on, 1)) {
    const { counts, items } = dueDays.get(on) ?? { counts: { green: 0, blue: 0, red: 0 }, items: [] }
    days.push({
      on,
      working: room.deadlines.knownWorkingDay(on),
      counts,
      due: items,
      hearings: hearings.filter((one) => one.on === on),
      appointments: appointments.filter((one) => one.on === on),
    })
  }
  return { days }
}
