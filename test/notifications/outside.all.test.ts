import { mariadbDatabase } from '../databases.ts'
import { outsideNotificationsBehave } from './outside.ts'

describe('on MariaDB', () => outsideNotificationsBehave(mariadbDatabase))
