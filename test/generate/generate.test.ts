import { inventedNumberStories } from './generate-stories.ts'

describe('numbers of invented parties', inventedNumberStories)
