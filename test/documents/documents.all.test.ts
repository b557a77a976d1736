/** The behaviours of documents once more, on MariaDB. */
import { mariadbDatabase } from '../databases.ts'
import { receiptsBehave } from './receipts.ts'

describe('documents on MariaDB', function () {
  this.timeout(120_000)
  receiptsBehave(mariadbDatabase)
})
