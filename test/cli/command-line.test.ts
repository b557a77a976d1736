/** The `zhiheng` command as a person types it: what it prints, and its exit code (0 done, 1 it failed, 2 the call or the configuration is wrong). */
import { expect } from 'chai'
import { mkdtempSync, rmSync } from 'node:fs'
import { hostname, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { createApplication } from '../../src/application.ts'
import { readConfig } from '../../src/platform/config.ts'
import { paperlessRenderer } from '../cases/paperless-renderer.ts'
import { type ThrowAway, sqliteFile } from '../databases.ts'
import { openBureau } from '../registers/bureau.ts'
import { zhiheng } from './zhiheng.ts'

describe('the zhiheng command', () => {
  it('says in a line what is wrong with a call or the configuration, and exits with 2', async () => {
    const [unknown, port, anchor] = await Promise.all([
      zhiheng(['frobnicate']),
      zhiheng(['audit', 'verify'], { ZHIHENG_PORT: 'abc' }),
      zhiheng(['audit', 'verify', '--anchor', '12']),
    ])
    expect(unknown).to.include({ code: 2, out: '' })
    expect(unknown.err).to.match(/^error: unknown command 'frobnicate'\n/)
    expect(port).to.include({ code: 2, out: '' })
    expect(port.err).to.match(/^ZHIHENG_PORT: .+\n$/)
    expect(anchor).to.include({ code: 2, err: '--anchor: 应当是“行号:SHA-256:SM3”，如上次核验时所印\n' })
  })

  it('moves nowhere without being told where, into no SQLite file, and from no other engine', async () => {
    const ZHIHENG_DATABASE = 'sqlite:/nowhere/zhiheng.db'
    const [nowhere, file, zeebe] = await Promise.all([
      zhiheng(['move'], { ZHIHENG_DATABASE }),
      zhiheng(['move', '--to-database', 'sqlite:/elsewhere/zhiheng.db'], { ZHIHENG_DATABASE }),
      zhiheng(['move', '--to-database', 'mariadb://x@y/z'], { ZHIHENG_DATABASE, ZHIHENG_ENGINE: 'zeebe' }),
    ])
    for (const { code, out } of [nowhere, file, zeebe])
      expect({ code, out }).to.deep.equal({ code: 2, out: '' })
    expect(nowhere.err).to.equal(
      '没有要改变的：请用 --to-database 或者 --to-engine 说明迁往何处。\n没有数据库文件 /nowhere/zhiheng.db。\n',
    )
    expect(file.err).to.contain('只能迁往 mariadb://')
    expect(zeebe.err).to.contain('只能从内嵌引擎迁出')
  })

  it('accounts create-administrator: the first one, once, with a password that has to be changed', async function () {
    this.timeout(120_000)
    const folder = mkdtempSync(join(tmpdir(), 'zhiheng-cli-'))
    const env = { ZHIHENG_DATA_DIR: folder, ZHIHENG_LOG_LEVEL: 'warn' }
    const create = (...more: string[]) => zhiheng(['accounts', 'create-administrator', ...more], env)
    try {
      const first = await create('zhao.first', '--name', '赵示一', '--json')
      expect(first.code, first.err).to.equal(0)
      const { accountId, oneTimePassword } = JSON.parse(first.out) as {
        accountId: string
        oneTimePassword: string
      }
      const again = await create('qian.second')
      expect(again).to.deep.equal({
        code: 1,
        out: '',
        err: '已有系统管理员 zhao.first，账号请由系统管理员新建、重置密码\n',
      })
      const bureau = await openBureau(
        async () => ({ url: `sqlite:${join(folder, 'zhiheng.db')}`, drop: async () => {} }),
        { demo: false },
      )
      const signedIn = await bureau.identity.signIn({
        userName: 'zhao.first',
        password: oneTimePassword,
        from: 'test',
      })
      expect(signedIn.actor).to.deep.include({
        accountId,
        name: '赵示一',
        passwordDue: true,
        enrolling: true,
      })
      await bureau.close()
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('accounts reset-password and unlock: a way back in, which names who took it', async function () {
    this.timeout(600_000)
    const folder = mkdtempSync(join(tmpdir(), 'zhiheng-cli-'))
    const env = { ZHIHENG_DATA_DIR: folder, ZHIHENG_LOG_LEVEL: 'warn' }
    const accounts = (...words: string[]) =>
      zhiheng(['accounts', ...words], { ...env, SUDO_USER: 'zhang.ops' })
    const open = () => createApplication(readConfig(env), { renderer: paperlessRenderer() })
    const passwordIn = (out: string) => (JSON.parse(out) as { oneTimePassword: string }).oneTimePassword
    try {
      const lost = passwordIn((await accounts('create-administrator', 'zhao.first', '--json')).out)
      let bureau = await open()
      const signIn = (password: string) =>
        bureau.identity.signIn({ userName: 'zhao.first', password, from: 'test' }).then(
          ({ actor, token }) => ({ accountId: actor.accountId, passwordDue: actor.passwordDue, token }),
          (error: { code: string }) => ({ code: error.code }),
        )
      const before = (await signIn(lost)) as { accountId: string; token: string }
      for (let tries = 0; tries < 5; tries++) await signIn('wrong')
      expect(await signIn(lost)).to.deep.equal({ code: 'too-many-requests' })
      await bureau.close()

      expect((await accounts('unlock', 'zhao.first')).out).to.equal('账号 zhao.first 可以登录了。\n')
      bureau = await open()
      expect(await signIn(lost)).to.deep.include({ accountId: before.accountId })
      await bureau.close()

      const reset = await accounts('reset-password', 'zhao.first', '--json')
      expect(reset.code, reset.err).to.equal(0)
      bureau = await open()
      expect(await signIn(lost)).to.deep.equal({ code: 'sign-in-failed' })
      expect(await bureau.identity.actorOf(before.token, 'test')).to.equal(undefined)
      expect(await signIn(passwordIn(reset.out))).to.deep.include({ passwordDue: true })
      const lines = await bureau.audit.list({ object: { type: 'account', id: before.accountId }, limit: 50 })
      const rescued = lines.filter(({ action }) => /unlocked|password-reset/.test(action))
      expect(rescued.map(({ action }) => action)).to.have.members([
        'account.unlocked',
        'account.password-reset',
      ])
      for (const { actor } of rescued) {
        expect(actor.accountId).to.equal('system:command-line')
        expect(actor.name).to.equal(`${userInfo().username}@${hostname()} (sudo: zhang.ops)`)
      }
      await bureau.close()

      const unknown = await accounts('reset-password', 'qian.nobody')
      expect(unknown).to.deep.equal({
        code: 1,
        out: '',
        err: '没有账号 qian.nobody；系统管理员有 zhao.first\n',
      })
      const factor = await accounts('reset-password', 'zhao.first', '--second-factor')
      expect(factor).to.deep.include({ code: 1, out: '', err: '没有设置第二重验证\n' })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('audit check: beside the server that runs, and not on a database that no server has made', async function () {
    this.timeout(120_000)
    const folder = mkdtempSync(join(tmpdir(), 'zhiheng-cli-'))
    const env = { ZHIHENG_DATA_DIR: folder, ZHIHENG_LOG_LEVEL: 'warn', ZHIHENG_DEMO: 'true' }
    try {
      const empty = await zhiheng(['audit', 'check'], env)
      expect(empty).to.deep.equal({ code: 1, out: '', err: '数据库是空的：请先启动服务\n' })
      const server = await createApplication(readConfig(env), { renderer: paperlessRenderer() })
      await server.start()
      const { seq } = await server.audit.head()
      const beside = await zhiheng(['audit', 'check', '--json'], env)
      expect([beside.code, beside.err]).to.deep.equal([0, ''])
      expect(JSON.parse(beside.out)).to.deep.include({ ok: true, findings: [] })
      // The server still has its engine, and nothing was written.
      await server.quiet()
      expect([(await server.link.engine.health()).status, (await server.audit.head()).seq]).to.deep.equal([
        'up',
        seq,
      ])
      await server.close()
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  describe('audit verify', () => {
    let store: ThrowAway
    let lines: number
    before(async () => {
      store = await sqliteFile()
      const bureau = await openBureau(async () => ({ url: store.url, drop: async () => {} }))
      lines = (await bureau.audit.head()).seq
      await bureau.close()
    })
    after(() => store.drop())
    const verify = (...more: string[]) =>
      zhiheng(['audit', 'verify', ...more], { ZHIHENG_DATABASE: store.url })

    it('prints the last line’s fingerprints, which a later verification takes', async () => {
      const { code, out } = await verify()
      const [words, anchor] = out.trim().split('\n')
      expect(code).to.equal(0)
      expect(words).to.match(new RegExp(`^审计链完整，共 ${lines} 行。`))
      expect(anchor).to.match(new RegExp(`^${lines}:[0-9a-f]{64}:[0-9a-f]{64}$`))
      expect((await verify('--anchor', anchor!)).code).to.equal(0)
      const other = anchor!.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
      expect(await verify('--anchor', other)).to.include({
        code: 1,
        out: `审计链在第 ${lines} 行有问题：第 ${lines} 行与外部留存的指纹不一致\n`,
      })
    })
  })
})
