/** The stories of tasks, approvals and cases that are told every day, on the embedded engine; the rarer ones: on-embedded.all.test.ts. */
import { onEmbedded } from '../engine-under-test.ts'
import { dailyStories, orderStories } from './every-story.ts'
import { openWholeBureau } from './whole-bureau.ts'

const open = () => openWholeBureau({ engine: onEmbedded })

describe('on the embedded engine', () => {
  dailyStories(open)
  orderStories(open)
})
