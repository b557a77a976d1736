import { openWholeBureau } from '../cases/whole-bureau.ts'
import { mariadbDatabase } from '../databases.ts'
import { onEmbedded, onZeebe } from '../engine-under-test.ts'
import { replayStories } from './replay-stories.ts'

describe('replay of a case', () => replayStories(() => openWholeBureau({ engine: onEmbedded })))
describe('replay of a case on Zeebe and MariaDB', () =>
  replayStories(() => openWholeBureau({ engine: onZeebe, make: mariadbDatabase })))
