/** Keys replaced while people work: everything stays readable and findable, nobody’s change is lost, a stop loses nothing. */
import { expect } from 'chai'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openFieldCipher } from '../../src/identity/field-cipher.ts'
import { addKey } from '../../src/identity/key-ring.ts'
import { type SealingName, sealings } from '../../src/identity/sealing.ts'
import type { MakeDatabase } from '../databases.ts'
import { type Bureau, openBureau } from './bureau.ts'

/** Parties without a number, enough for several batches. */
const others = 230
const numbers = ['440524188001010014', '33038119900101233X', '330481199001011236']

export function keyRotationBehaves(make: MakeDatabase): void {
  describe('key rotation', () => {
    let folder: string
    let file: string
    let bureau: Bureau
    beforeEach(async function () {
      this.timeout(180_000)
      folder = mkdtempSync(join(tmpdir(), 'zhiheng-keys-'))
      file = join(folder, 'keys', 'field.key')
      bureau = await openBureau(make, { cipher: openFieldCipher({ keyFile: '', dataDirectory: folder }) })
    })
    afterEach(async () => {
      await bureau.close()
      rmSync(folder, { recursive: true, force: true })
    })

    const officer = () => bureau.actor('squad-01-officer-1')
    const register = async (count: number) => {
      const actor = await officer()
      for (const [index, idNumber] of numbers.entries())
        await bureau.database.write((tx) =>
          bureau.parties.findOrCreate(tx, actor, {
            kind: 'citizen',
            name: `轮换${'甲乙丙'[index]}`,
            idNumber,
            phone: `1390000567${index}`,
            address: `人民路 ${index} 号`,
          }),
        )
      await bureau.database.write(async (tx) => {
        for (let index = 0; index < count; index++)
          await bureau.parties.findOrCreate(tx, actor, {
            kind: 'citizen',
            name: `众人${index}`,
            phone: `138${String(index).padStart(8, '0')}`,
          })
      })
    }
    const found = async (query: { idNumber?: string; phone?: string }) =>
      (await bureau.parties.search(await officer(), { ...query, limit: 10 })).map(({ name }) => name)
    /** Another process reads the file anew; this one looks again after a second. */
    const rotated = async (algorithm: SealingName) => {
      const key = addKey(file, algorithm)
      await new Promise((resolve) => setTimeout(resolve, 1_050))
      return key
    }

    for (const algorithm of sealings)
      it(`seals everything with a new ${algorithm} key and finds it before, meanwhile and after`, async function () {
        this.timeout(180_000)
        await register(others)
        const { id } = await rotated(algorithm)
        expect(await found({ idNumber: numbers[0]! }), 'before').to.deep.equal(['轮换甲'])
        expect(await found({ phone: '13900005671' })).to.deep.equal(['轮换乙'])
        const whole = await bureau.keyRotation.left()
        expect(whole).to.equal(3 * 3 + others)
        const steps: number[] = []
        const meanwhile: Promise<string[]>[] = []
        const { resealed } = await bureau.keyRotation.run({
          wait: 0,
          onProgress: ({ left }) => {
            steps.push(left)
            meanwhile.push(found({ idNumber: numbers[1]! }))
          },
        })
        expect(steps.length, 'in batches').to.be.greaterThan(2)
        expect(resealed).to.equal(3 + others)
        for (const names of await Promise.all(meanwhile)) expect(names).to.deep.equal(['轮换乙'])
        expect(await bureau.keyRotation.left()).to.equal(0)
        const use = await bureau.keyRotation.use()
        expect(use.find(({ column }) => column === 'id_number')!.keys).to.deep.equal({ [id]: 3, k1: 0 })
        for (const [index, idNumber] of numbers.entries())
          expect(await found({ idNumber })).to.deep.equal([`轮换${'甲乙丙'[index]}`])
        expect(await found({ phone: '13800000229' })).to.deep.equal(['众人229'])
        const [line] = (await bureau.audit.list({ object: { type: 'key', id }, limit: 1 })).slice(-1)
        expect(line).to.deep.include({ action: 'keys.rotated', after: { rows: 3 + others } })
        // And again, over what the last key has sealed.
        await rotated('aes-256-gcm')
        expect((await bureau.keyRotation.run({ wait: 0 })).resealed).to.equal(3 + others)
        expect(await found({ idNumber: numbers[2]! })).to.deep.equal(['轮换丙'])
      })

    it('knows a number that still stands under the old key: one party, not two', async function () {
      this.timeout(180_000)
      await register(0)
      await rotated('sm4')
      const actor = await officer()
      const { created } = await bureau.database.write((tx) =>
        bureau.parties.findOrCreate(tx, actor, { kind: 'citizen', name: '轮换甲', idNumber: numbers[0]! }),
      )
      expect(created).to.equal(false)
      expect(await found({ idNumber: numbers[0]! })).to.deep.equal(['轮换甲'])
    })

    it('goes on where it was stopped, and keeps what was written meanwhile', async function () {
      this.timeout(180_000)
      await register(others)
      await rotated('aes-256-gcm')
      const stop = new AbortController()
      await bureau.keyRotation.run({ wait: 0, signal: stop.signal, onProgress: () => stop.abort() })
      const left = await bureau.keyRotation.left()
      expect(left)
        .to.be.greaterThan(0)
        .and.lessThan(9 + others)
      const actor = await officer()
      const [party] = await bureau.parties.search(actor, { phone: '13900005670', limit: 1 })
      const changed: Promise<unknown>[] = []
      await bureau.keyRotation.run({
        wait: 0,
        onProgress: () =>
          changed.length === 0 &&
          changed.push(
            bureau.database.write((tx) =>
              bureau.parties.update(tx, actor, party!.id, { phone: '13777777777' }, party!.version),
            ),
          ),
      })
      await Promise.all(changed)
      await bureau.keyRotation.run({ wait: 0 })
      expect(await bureau.keyRotation.left()).to.equal(0)
      expect(await found({ phone: '13777777777' })).to.deep.equal(['轮换甲'])
    })
  })
}
