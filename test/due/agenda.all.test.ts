import { mariadbDatabase } from '../databases.ts'
import { agendaStories } from './agenda-stories.ts'

describe('the calendar, on MariaDB', () => agendaStories(mariadbDatabase))
