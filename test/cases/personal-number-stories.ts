/** Numbers of persons that officers fill in: at rest only sealed, wherever answers are kept; in documents in clear, on screens their ends. */
import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import { keyFileOf } from '../../src/cli/backup/make-backup.ts'
import { rowsOf, tablesOf } from '../../src/cli/backup/tables.ts'
import { written } from '../../src/cli/backup/table-file.ts'
import { addKey } from '../../src/identity/key-ring.ts'
import { migrations } from '../../src/migrations/index.ts'
import { type Database, openDatabase } from '../../src/platform/database/database.ts'
import { migrate, migrateDown } from '../../src/platform/database/migrate.ts'
import { isoInstant, legalDay } from '../../src/platform/clock.ts'
import { type Play, startCase } from './officer-at-work.ts'
import { citizen } from './ordinary-forms.ts'
import type { WholeBureau } from './whole-bureau.ts'

/** Of the party, of who was asked in their place, of who told the witness. */
const numbers = {
  party: '440524188001010014',
  asked: '110105194912310021',
  told: '330481199001011236',
}
const phones = { party: '13987650001', asked: '13987650002', told: '13987650003', address: '13987650004' }
const secrets = [...Object.values(numbers), ...Object.values(phones)]

export function personalNumberStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let stored: Database
  let play: Play
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
    stored = openDatabase(bureau.config.database)
    play = await startCase(bureau, { ...citizen, idNumber: numbers.party, phone: phones.party })
    await play.file()
    await play.fill('inspect-scene', { content: `经营者自述身份证号${numbers.told}，电话${phones.told}。` })
    await play.fill('interview-party', {
      personIdNumber: numbers.asked,
      personPhone: phones.asked,
      answers: [{ question: '怎么找你？', answer: `打${phones.told}，证号${numbers.told}。` }],
    })
    await play.notify()
    const { lead, caseId } = play
    const receivedAt = isoInstant(bureau.clock.now())
    await bureau.settled({
      ticket: (
        await bureau.cases.recordPartyMessage(lead, caseId, 'statement-received', {
          receivedAt,
          content: `不服，联系${phones.told}。`,
        })
      ).ticket!,
    })
    await bureau.cases.drawUpPaper(lead, caseId, 'statement-record', {
      startedAt: receivedAt,
      endedAt: receivedAt,
      place: '示例县综合行政执法局',
      recorder: play.assisting.officerId!,
      content: `本人电话${phones.told}。`,
      person: { name: '张三丰', relation: '当事人', idNumber: numbers.asked, phone: phones.asked },
    })
    await bureau.cases.confirmAddress(lead, caseId, {
      recipient: '张三丰',
      address: '示例县人民路 12 号',
      phone: phones.address,
      electronic: true,
      channels: [{ way: '短信', address: phones.told }],
      confirmedOn: legalDay(bureau.clock.now()),
    })
    await bureau.quiet()
  })
  after(async () => {
    await stored?.close()
    await bureau?.close()
  })

  /** Where one of the numbers stands in clear. */
  async function inClear(): Promise<string[]> {
    const found = new Set<string>()
    for (const table of await tablesOf(stored.sql, stored.dialect))
      for await (const rows of rowsOf(stored.sql, stored.dialect, table))
        for (const row of rows)
          for (const [column, value] of Object.entries(row)) {
            const text =
              value instanceof Uint8Array ? Buffer.from(value).toString() : JSON.stringify(written(value))
            if (secrets.some((secret) => text.includes(secret))) found.add(`${table}.${column}`)
          }
    return [...found]
  }
  const html = async (kind: string) => {
    const { documents } = await bureau.cases.page(play.lead, play.caseId)
    const { id } = documents.find((one) => one.kind === kind)!
    return (await bureau.documents.html(play.lead, id)).toString()
  }

  it('stand in no table in clear: no answer, fact, message, paper, outbox row, variable or audit line', async () => {
    expect(await inClear()).to.deep.equal([])
    const [fact] = await stored.sql.all<{ data: string }>(
      "SELECT data FROM case_facts WHERE kind = 'interview'",
    )
    expect(fact!.data).to.match(/^sealed:case_facts\.data:v1\./)
  })

  /** Where the database is a file. */
  function expectNotInFile(): void {
    if (stored.dialect.name !== 'sqlite') return
    const file = bureau.config.database.slice('sqlite:'.length)
    const bytes = [file, `${file}-wal`].map((path) => readFileSync(path, 'latin1')).join('')
    for (const secret of secrets) expect(bytes.includes(secret), secret).to.equal(false)
  }

  it('stand nowhere in the file of the database', expectNotInFile)

  it('are printed where the law asks for them', async () => {
    const record = await html('interview-record')
    for (const secret of [numbers.asked, phones.asked, numbers.told]) expect(record).to.include(secret)
    expect(await html('service-address-confirmation')).to.include(phones.address)
    expect(await html('statement-record')).to.include(numbers.asked)
  })

  it('show their ends on the page of the case', async () => {
    const { facts } = await bureau.cases.page(play.lead, play.caseId)
    const of = (kind: string) => facts.find((fact) => fact.kind === kind)!.data
    expect(of('interview')).to.include({ personIdNumber: '110105********0021', personPhone: '139****0002' })
    expect(of('statement-record').person).to.include({ idNumber: '110105********0021', phone: '139****0002' })
  })

  it('are sealed with a new key as everything else, and can be read before and after', async function () {
    this.timeout(60_000)
    addKey(keyFileOf(bureau.config), 'aes-256-gcm')
    await new Promise((resolve) => setTimeout(resolve, 1_050))
    expect(await html('interview-record')).to.include(numbers.asked)
    await bureau.keyRotation.run({ wait: 0 })
    expect(await bureau.keyRotation.left()).to.equal(0)
    const uses = (await bureau.keyRotation.use()).filter(({ table }) => table === 'case_facts')
    expect(uses.map(({ keys }) => keys.k1)).to.deep.equal([0])
    expect(await inClear()).to.deep.equal([])
    const { facts } = await bureau.cases.page(play.lead, play.caseId)
    expect(facts.find(({ kind }) => kind === 'interview')!.data.personPhone).to.equal('139****0002')
  })

  it('of before are sealed when the product is brought up to date, and opened again when it is taken back', async function () {
    this.timeout(60_000)
    await migrateDown(stored, migrations, '0620-sealed-answers', bureau.cipher)
    expect(await inClear()).to.include.members([
      'task_acts.data',
      'case_facts.data',
      'service_addresses.data',
    ])
    // What stands in clear is read as it is.
    const { facts } = await bureau.cases.page(play.lead, play.caseId)
    expect(facts.find(({ kind }) => kind === 'interview')!.data.personPhone).to.equal('139****0002')
    await migrate(stored, migrations, bureau.cipher)
    expect(await inClear()).to.deep.equal([])
    // Once the log has gone into the file, as it does by itself in time, nothing is left of what stood in clear.
    if (stored.dialect.name === 'sqlite') await stored.sql.all('PRAGMA wal_checkpoint(TRUNCATE)')
    expectNotInFile()
  })

  it('are not opened without the key: what was sealed stays, with a word about the key file', async () => {
    const refused = await migrateDown(stored, migrations, '0620-sealed-answers').then(
      () => '',
      (error: Error) => error.message,
    )
    expect(refused).to.include('密钥')
    await migrate(stored, migrations, bureau.cipher)
    expect(await inClear()).to.deep.equal([])
  })

  it('that no key was there for at the migration are sealed by the next start', async function () {
    this.timeout(60_000)
    await migrateDown(stored, migrations, '0620-sealed-answers', bureau.cipher)
    await migrate(stored, migrations)
    expect(await inClear()).to.include('case_facts.data')
    expect(await bureau.keyRotation.left()).to.be.greaterThan(0)
    await bureau.keyRotation.run({ wait: 0 })
    expect(await inClear()).to.deep.equal([])
  })
}
