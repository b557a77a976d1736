/** A clue that becomes no case: educated 教育办结 within days, or still waiting when the period ends. */
import { endClue, registerClue, type Scene, type Sighting, writeClue } from './scene.ts'

export async function plainClue(scene: Scene, sighting: Sighting): Promise<void> {
  const { random, books, workdayAfter, endsAt } = scene
  const { at } = sighting
  const { clueId, number } = registerClue(scene, sighting)
  const endedAt = workdayAfter(at, random.whole(0, 9))
  if (endedAt >= endsAt) {
    writeClue(scene, sighting, clueId, number, {
      state: 'received',
      disposal: null,
      case_id: null,
      decided_at: null,
    })
    await books.deadline(
      { caseId: clueId, departmentId: sighting.squad.departmentId },
      'clue-decision',
      at,
      null,
    )
    return
  }
  scene.later(endedAt, async () => {
    await endClue(scene, sighting, clueId, endedAt, { act: 'clue.educated', to: 'educated' })
    writeClue(scene, sighting, clueId, number, {
      state: 'educated',
      disposal: '情节轻微，已当场改正，批评教育',
      case_id: null,
      decided_at: endedAt,
    })
  })
}
