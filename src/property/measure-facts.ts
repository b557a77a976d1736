/** All that a document about a measure can say, in one place: decision and list, extension, release, entry and exit slips. */
import type { Officer } from '../officers/service.ts'
import { type ItemView, itemsOfMeasure } from './item-view.ts'
import { type MeasureView, viewMeasure } from './measure-view.ts'
import { findMeasure, type PropertyRoom } from './room.ts'

export interface MeasureFacts extends MeasureView {
  /** Name of the measure and the article that it stands on. */
  law: string
  caseNumber: string | null
  partyId: string | null
  applicant: Officer
  /** Who carried it out. */
  officers: Officer[]
  items: ItemView[]
}

/** Reads what is committed. @throws Problem `not-found`. */
export async function measureFacts(room: PropertyRoom, measureId: string): Promise<MeasureFacts> {
  const { sql } = room.database
  const row = await findMeasure(sql, measureId)
  const view = await viewMeasure(room, row)
  return {
    ...view,
    law: room.rules.measures[row.kind].law,
    caseNumber: (await room.cases.row({ sql }, row.case_id)).number,
    partyId: row.party_id,
    applicant: await room.officers.get(row.applied_by),
    officers: await room.officers.getMany(view.measure.execution?.officerIds ?? []),
    items: await itemsOfMeasure(room, measureId),
  }
}
