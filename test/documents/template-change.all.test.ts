import { templateChangeStories } from './template-change-stories.ts'

describe('templates changed during an approval', () =>
  templateChangeStories({ engine: 'embedded', database: 'sqlite' }))
