import { sqliteFile } from '../databases.ts'
import { receiptsBehave } from './receipts.ts'

receiptsBehave(sqliteFile)
