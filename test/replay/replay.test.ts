import { openWholeBureau } from '../cases/whole-bureau.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { replayStories } from './replay-stories.ts'

describe('replay of a case', () => replayStories(() => openWholeBureau({ engine: onEmbedded })))
