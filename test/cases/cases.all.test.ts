/** The same stories on MariaDB, and on a real Zeebe broker. */
import { mariadbDatabase } from '../registers/bureau.ts'
import { approvalStories } from './approval-stories.ts'
import { numberingStories } from './numbering-stories.ts'
import { onEmbedded } from './on-embedded.ts'
import { onZeebe } from './on-zeebe.ts'
import { ordinaryCaseStory } from './ordinary-case-story.ts'
import { routeStories } from './route-stories.ts'
import { taskStories } from './task-stories.ts'
import { openWholeBureau } from './whole-bureau.ts'

const make = mariadbDatabase

describe('on the embedded engine and MariaDB', () => {
  const open = () => openWholeBureau({ engine: onEmbedded, make })
  describe('an ordinary case', () => ordinaryCaseStory(open))
  describe('a task', () => taskStories(open))
  describe('an approval', () => approvalStories(open))
  describe('numbers of documents', () => numberingStories(make))
})

describe('on Zeebe', () => {
  const open = async () => openWholeBureau({ engine: await onZeebe() })
  describe('an ordinary case', () => ordinaryCaseStory(open))
  describe('a task', () => taskStories(open))
  describe('an approval', () => approvalStories(open))
  describe('a route', () =>
    routeStories(async (adapt) => openWholeBureau({ engine: await onZeebe(), adapt })))
})
