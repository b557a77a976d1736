/** 本机关强制执行 on a real Zeebe broker, with MariaDB. */
import { mariadbDatabase } from '../databases.ts'
import { onZeebe } from '../engine-under-test.ts'
import { ownEnforcementStories } from './own-enforcement-stories.ts'
import { openWholeBureau } from './whole-bureau.ts'

describe('enforcement by the organ itself, on Zeebe and MariaDB', () =>
  ownEnforcementStories(() => openWholeBureau({ engine: onZeebe, make: mariadbDatabase })))
