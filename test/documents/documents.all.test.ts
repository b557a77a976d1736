/** The behaviours of documents once more, on MariaDB. */
import { mariadbDatabase } from '../databases.ts'
import { receiptsBehave } from './receipts.ts'
import { templateChangeStories } from './template-change-stories.ts'
import { templateVersionsBehave } from './template-versions.ts'

describe('documents on MariaDB', function () {
  this.timeout(120_000)
  receiptsBehave(mariadbDatabase)
  templateVersionsBehave(mariadbDatabase)
  describe('templates changed during an approval', () =>
    templateChangeStories({ engine: 'embedded', database: 'mariadb' }))
})
