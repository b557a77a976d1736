/** The ordinary case 普通程序 in every state that it waits in: one case in each, all moved together, and each goes a step further. */
import { expect } from 'chai'
import { mariadbDatabase } from '../databases.ts'
import { onZeebe } from '../engine-under-test.ts'
import { caseBefore, course, elsewhere, goOn, type Underway } from './course.ts'
import { type Leaving, openBureauThatLeaves, openMoved } from './moved-bureau.ts'
import { openTasks } from './open-tasks.ts'

describe('ordinary cases in every state, moved to Zeebe', function () {
  this.timeout(1_200_000)
  let old: Leaving
  let moved: Leaving
  const everywhere: Underway[] = []
  let tasksThen: string[]

  before(async () => {
    old = await openBureauThatLeaves()
    for (const [name] of course) everywhere.push(await caseBefore(old.bureau, name))
    await old.rest()
    tasksThen = await openTasks(old.bureau)
    await old.stop()
    moved = await openMoved(old, { engine: onZeebe, make: mariadbDatabase })
  })
  after(async () => {
    await moved?.drop()
    await old?.drop()
  })

  it('have the same tasks', async () => {
    expect(await openTasks(moved.bureau)).to.deep.equal(tasksThen)
  })

  for (const [index, [name]] of course.entries())
    it(`go on from ${name}`, async () => {
      await goOn(elsewhere(everywhere[index]!, moved.bureau), moved.bureau)
    })

  it('have no incident', async () => {
    expect(await moved.bureau.database.sql.all("SELECT * FROM incidents WHERE state = 'open'")).to.deep.equal(
      [],
    )
  })
})
