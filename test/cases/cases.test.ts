/** The stories of tasks, approvals and cases on the embedded engine. */
import { sqliteFile } from '../databases.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { caseStories, modelStories, storedStories } from './every-story.ts'
import { openWholeBureau } from './whole-bureau.ts'

const open = () => openWholeBureau({ engine: onEmbedded })

describe('on the embedded engine', () => {
  caseStories(open)
  storedStories(open, sqliteFile)
  modelStories(open, (adapt) => openWholeBureau({ engine: onEmbedded, adapt }))
})
