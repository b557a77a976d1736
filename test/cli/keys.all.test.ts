/** `zhiheng keys` as a person types it: it waits, so it is long. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { openFieldCipher } from '../../src/identity/field-cipher.ts'
import { sqliteFile } from '../databases.ts'
import { openBureau } from '../registers/bureau.ts'
import { zhiheng } from './zhiheng.ts'

describe('zhiheng keys', () => {
  it('rotate without a server does not say that everything is sealed anew; --here does it', async function () {
    this.timeout(120_000)
    const store = await sqliteFile()
    const folder = mkdtempSync(join(tmpdir(), 'zhiheng-keys-'))
    const keys = (args: string[], patience?: number) =>
      zhiheng(['keys', ...args], { ZHIHENG_DATABASE: store.url, ZHIHENG_DATA_DIR: folder }, patience)
    try {
      const bureau = await openBureau(async () => ({ url: store.url, drop: async () => {} }), {
        cipher: openFieldCipher({ keyFile: '', dataDirectory: folder }),
      })
      const actor = await bureau.actor('squad-01-officer-1')
      await bureau.database.write((tx) =>
        bureau.parties.findOrCreate(tx, actor, { kind: 'citizen', name: '轮换甲', phone: '13900005678' }),
      )
      await bureau.close()
      const waiting = await keys(['rotate'], 20_000)
      expect(waiting.out)
        .to.match(/^已生成密钥 k2/)
        .and.not.include('已全部改用')
      expect(await keys(['rotate', '--resume', '--here'])).to.include({
        code: 0,
        out: '已全部改用密钥 k2 加密。\n',
      })
      expect((await keys(['list'])).out).to.match(/^k2 .*使用中）\nk1 .*加密 0 项\n$/)
    } finally {
      rmSync(folder, { recursive: true, force: true })
      await store.drop()
    }
  })
})
