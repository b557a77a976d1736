/** 本机关强制执行 on the embedded engine. */
import { onEmbedded } from '../engine-under-test.ts'
import { ownEnforcementStories } from './own-enforcement-stories.ts'
import { openWholeBureau } from './whole-bureau.ts'

describe('enforcement by the organ itself, on the embedded engine', () =>
  ownEnforcementStories(() => openWholeBureau({ engine: onEmbedded })))
