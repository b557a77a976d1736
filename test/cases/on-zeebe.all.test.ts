/** The same stories on a real Zeebe broker. */
import { onZeebe } from '../engine-under-test.ts'
import { caseStories, modelStories } from './every-story.ts'
import { openWholeBureau } from './whole-bureau.ts'

const open = () => openWholeBureau({ engine: onZeebe })

describe('on Zeebe', () => {
  caseStories(open)
  modelStories(open, (adapt) => openWholeBureau({ engine: onZeebe, adapt }))
})
