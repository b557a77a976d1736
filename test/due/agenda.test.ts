import { sqliteFile } from '../databases.ts'
import { agendaStories } from './agenda-stories.ts'

describe('the calendar', () => agendaStories(sqliteFile))
