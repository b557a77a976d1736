/** 本机关强制执行 on MariaDB, and on a real Zeebe broker. */
import { mariadbDatabase } from '../databases.ts'
import { onEmbedded, onZeebe } from '../engine-under-test.ts'
import { ownEnforcementStories } from './own-enforcement-stories.ts'
import { openWholeBureau } from './whole-bureau.ts'

describe('enforcement by the organ itself, on the embedded engine and MariaDB', () =>
  ownEnforcementStories(() => openWholeBureau({ engine: onEmbedded, make: mariadbDatabase })))

describe('enforcement by the organ itself, on Zeebe', () =>
  ownEnforcementStories(() => openWholeBureau({ engine: onZeebe })))
