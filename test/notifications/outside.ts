/** Notifications by mail, to a real mail server, and by webhook, to a real receiver, both started here. */
import { expect } from 'chai'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { type AddressInfo, BlockList } from 'node:net'
import { SMTPServer } from 'smtp-server'
import type { RunningServer } from '../../src/http/server.ts'
import { fieldCipher } from '../../src/identity/field-cipher.ts'
import { mailServer } from '../../src/notifications/mail-server.ts'
import { addressesOf, allowedNetworks } from '../../src/notifications/private-addresses.ts'
import { outsideNotificationRoutes } from '../../src/notifications/routes.ts'
import { afterQuiet, readNotificationRules } from '../../src/notifications/rules.ts'
import { createOutsideNotifications } from '../../src/notifications/service.ts'
import { isSigned } from '../../src/notifications/webhook.ts'
import { parseInstant } from '../../src/platform/clock.ts'
import { createLog } from '../../src/platform/log.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { createNotifications } from '../../src/tasks/notifications.ts'
import { join } from 'node:path'
import type { MakeDatabase } from '../databases.ts'
import { type Bureau, openBureau } from '../registers/bureau.ts'
import { serveRoutes } from '../serve-routes.ts'

const at = (time: string) => parseInstant(`2026-03-02T${time}:00+08:00`)

export function outsideNotificationsBehave(make: MakeDatabase): void {
  describe('notifications outside the product', () => {
    let bureau: Bureau
    let server: RunningServer
    let smtp: SMTPServer
    let receiver: Server
    let receiverAddress: string
    let outside: ReturnType<typeof createOutsideNotifications>
    let product: ReturnType<typeof createNotifications>
    const mails: { to: string[]; text: string }[] = []
    const calls: { path: string; body: string; signature: string; delivery: string }[] = []
    /** What the receiver answers, one after the other; 204 when there is nothing left. */
    let answers: { status: number; location?: string }[] = []
    let mailRefused = false

    before(async () => {
      smtp = new SMTPServer({
        authOptional: true,
        disabledCommands: ['STARTTLS'],
        onRcptTo: (_address, _session, done) => done(mailRefused ? new Error('mailbox full') : null),
        onData(stream, session, done) {
          const pieces: Buffer[] = []
          stream.on('data', (piece: Buffer) => pieces.push(piece))
          stream.on('end', () => {
            const text = Buffer.concat(pieces).toString('utf8')
            mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text })
            done()
          })
        },
      })
      await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))
      receiver = createServer((request: IncomingMessage, response) => {
        const pieces: Buffer[] = []
        request.on('data', (piece: Buffer) => pieces.push(piece))
        request.on('end', () => {
          calls.push({
            path: request.url ?? '',
            body: Buffer.concat(pieces).toString('utf8'),
            signature: String(request.headers['x-zhiheng-signature']),
            delivery: String(request.headers['x-zhiheng-delivery']),
          })
          const { status, location } = answers.shift() ?? { status: 204 }
          response.writeHead(status, location === undefined ? {} : { location }).end()
        })
      })
      await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
      receiverAddress = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`
    })
    after(async () => {
      await new Promise<void>((resolve) => smtp.close(resolve))
      receiver.closeAllConnections()
      receiver.close()
    })

    beforeEach(async () => {
      bureau = await openBureau(make)
      const { database, clock, audit, identity } = bureau
      const smtpPort = (smtp.server.address() as AddressInfo).port
      product = createNotifications({ database, clock })
      outside = createOutsideNotifications({
        database,
        clock,
        audit,
        product,
        log: createLog('silent'),
        cipher: fieldCipher(Buffer.alloc(32, 7)),
        rules: readNotificationRules(join(projectRoot(), 'data')),
        publicAddress: 'https://zhiheng.example',
        sendMail: mailServer({
          url: `smtp://127.0.0.1:${smtpPort}`,
          password: '',
          from: '执衡 <zhiheng@example.com>',
        }),
        allowed: allowedNetworks('127.0.0.1/32'),
        caseNumber: async (caseId) => (caseId === 'CASE-1' ? '海综执立〔2026〕第000001号' : null),
      })
      server = await serveRoutes({
        routes: outsideNotificationRoutes(outside),
        authenticate: async (request) => {
          const token = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1]
          return token === undefined ? undefined : identity.actorOf(token, '')
        },
        clock,
      })
      mails.length = 0
      calls.length = 0
      answers = []
      mailRefused = false
    })
    afterEach(async () => {
      await server.close()
      await bureau.close()
    })

    const signIn = async (userName: string) =>
      (await bureau.identity.signIn({ userName, password: 'a-password-of-the-tests', from: '' })).token
    const ask = async (method: string, path: string, token: string, body?: unknown, etag?: string) => {
      const answer = await fetch(`${server.address}/api/v1/me/notification-settings${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          ...(etag && { 'if-match': etag }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      return { status: answer.status, body: (await answer.json()) as { [name: string]: unknown } }
    }
    const choose = (token: string, change: object, version: number) =>
      ask('PATCH', '', token, change, `"${version}"`)
    const tell = async (userName: string, kind = 'approval-waiting') => {
      const officerId = await bureau.officerId(userName)
      await bureau.database.write((tx) =>
        product.send(tx, {
          officerIds: [officerId],
          caseId: 'CASE-1',
          kind,
          text: '张三丰（33038119900101233X）一案等待您审批',
          link: '/approvals/A1',
        }),
      )
    }
    const states = async (token: string) =>
      ((await ask('GET', '/deliveries', token)).body.items as { channel: string; state: string }[]).map(
        ({ channel, state }) => `${channel} ${state}`,
      )
    const minutes = (count: number) => bureau.clock.advance(count * 60_000)

    it('go by mail and by signed webhook, with number and link, and nothing about the party', async () => {
      const token = await signIn('squad-01-head')
      const changed = await choose(
        token,
        { mail: 'head@example.com', webhookUrl: `${receiverAddress}/hook` },
        0,
      )
      expect(changed.status, JSON.stringify(changed.body)).to.equal(200)
      const secret = changed.body.webhookSecret as string
      expect((await ask('GET', '', token)).body).to.deep.include({ mail: 'head@example.com', version: 1 })
      expect((await ask('GET', '', token)).body).not.to.have.property('webhookSecret')
      await tell('squad-01-head')
      expect(await states(token)).to.have.members(['mail waiting', 'webhook waiting'])
      await outside.sendDue()
      expect(await states(token)).to.have.members(['mail sent', 'webhook sent'])
      expect(mails[0]!.to).to.deep.equal(['head@example.com'])
      const text = Buffer.from(mails[0]!.text.split('\r\n\r\n')[1]!, 'base64').toString('utf8')
      const read = `${mails[0]!.text}\n${text}`
      expect(read).to.contain('https://zhiheng.example/approvals/A1').and.to.contain('第000001号')
      const [call] = calls
      expect(call!.path).to.equal('/hook')
      expect(JSON.parse(call!.body)).to.include({
        kind: 'approval-waiting',
        caseNumber: '海综执立〔2026〕第000001号',
      })
      for (const sent of [read, call!.body]) expect(sent).not.to.match(/张三丰|33038119900101233X/)
      const message = { secret, header: call!.signature, body: call!.body }
      const now = bureau.clock.now()
      expect(isSigned(message, now)).to.equal(true)
      expect(isSigned({ ...message, body: `${call!.body} ` }, now)).to.equal(false)
      expect(isSigned({ ...message, secret: 'another' }, now)).to.equal(false)
      expect(isSigned(message, now + 400_000), 'replayed').to.equal(false)
      const rows = JSON.stringify(await bureau.database.sql.all('SELECT * FROM notification_settings'))
      for (const kept of ['head@example.com', receiverAddress, secret]) expect(rows).not.to.contain(kept)
    })

    it('are each person’s own choice, by kind and channel', async () => {
      const token = await signIn('squad-01-head')
      await choose(token, { mail: 'head@example.com', webhookUrl: `${receiverAddress}/hook` }, 0)
      const { body } = await choose(
        token,
        { choices: [{ kind: 'approval-waiting', channel: 'mail', chosen: false }] },
        1,
      )
      expect((body.kinds as { kind: string }[]).find(({ kind }) => kind === 'approval-waiting')).to.include({
        mail: false,
        webhook: true,
      })
      await tell('squad-01-head')
      await tell('squad-01-head', 'approval-copied')
      await tell('squad-02-head')
      expect(await states(token)).to.deep.equal(['webhook waiting', 'webhook waiting'])
      expect((await choose(token, { mail: null, webhookUrl: null }, 1)).status, 'read before').to.equal(412)
      expect(
        (await choose(token, { choices: [{ kind: 'x', channel: 'mail', chosen: true }] }, 2)).status,
      ).to.equal(422)
      expect((await choose(token, { mail: 'a@b\r\nBcc: c@d' }, 2)).status).to.equal(422)
      await choose(token, { mail: null, webhookUrl: null }, 2)
      await outside.sendDue()
      expect(calls).to.deep.equal([])
      await tell('squad-01-head')
      expect(await states(token), 'no address, no message').to.have.length(2)
    })

    it('wait for the end of quiet hours, the bureau’s and one’s own; what is urgent does not', async () => {
      const token = await signIn('squad-01-head')
      await choose(token, { mail: 'head@example.com', quietHours: { from: '07:00', to: '09:30' } }, 0)
      bureau.clock.set(at('22:00'))
      const late = await signIn('squad-01-head')
      await tell('squad-01-head')
      await tell('squad-01-head', 'deadline-over')
      await outside.sendDue()
      expect(await states(late)).to.deep.equal(['mail sent', 'mail waiting'])
      const [, waits] = (await ask('GET', '/deliveries', late)).body.items as { nextAt: string }[]
      expect(waits!.nextAt).to.equal('2026-03-03T01:30:00.000Z')
      bureau.clock.set(parseInstant(waits!.nextAt))
      await outside.sendDue()
      expect(mails).to.have.length(2)
      const spans = [{ from: '12:00', to: '14:00' }]
      expect(afterQuiet(at('11:59'), spans)).to.equal(at('11:59'))
      expect(afterQuiet(at('12:00'), spans)).to.equal(at('14:00'))
      expect(afterQuiet(at('14:00'), spans)).to.equal(at('14:00'))
      expect(
        afterQuiet(at('03:00'), [
          { from: '00:00', to: '12:00' },
          { from: '12:00', to: '00:00' },
        ]),
      ).to.be.a('number')
    })

    it('are tried again later and later, then given up where it can be seen', async () => {
      const token = await signIn('squad-01-head')
      await choose(token, { mail: 'head@example.com', webhookUrl: `${receiverAddress}/hook` }, 0)
      mailRefused = true
      answers = [{ status: 500 }, { status: 302, location: `${receiverAddress}/elsewhere` }]
      await tell('squad-01-head', 'deadline-over')
      await outside.sendDue()
      expect(await states(token)).to.have.members(['mail waiting', 'webhook waiting'])
      await outside.sendDue()
      expect(calls, 'not before its time').to.have.length(1)
      minutes(1)
      await outside.sendDue()
      expect(
        calls.map(({ path }) => path),
        'a redirect is not followed',
      ).to.deep.equal(['/hook', '/hook'])
      for (const wait of [5, 30]) {
        minutes(wait)
        await outside.sendDue()
      }
      expect(await states(token)).to.have.members(['mail waiting', 'webhook sent'])
      expect(new Set(calls.map(({ delivery }) => delivery)).size, 'one id for every try').to.equal(1)
      // A session lives twelve hours: the last tries come after it.
      minutes(120)
      await outside.sendDue()
      minutes(720)
      await outside.sendDue()
      const again = await signIn('squad-01-head')
      expect(await states(again)).to.have.members(['mail failed', 'webhook sent'])
      const [mail] = (
        (await ask('GET', '/deliveries', again)).body.items as {
          channel: string
          error: string
          attempts: number
        }[]
      ).filter(({ channel }) => channel === 'mail')
      expect(mail!.attempts).to.equal(6)
      expect(mail!.error).to.contain('mailbox full')
    })

    it('are sent again when a process ended in between, and by one of two only', async () => {
      const token = await signIn('squad-01-head')
      await choose(token, { mail: 'head@example.com' }, 0)
      await tell('squad-01-head', 'deadline-over')
      await Promise.all([outside.sendDue(), outside.sendDue(), outside.sendDue()])
      expect(mails).to.have.length(1)
      await tell('squad-01-head', 'deadline-over')
      await bureau.database.write(({ sql }) =>
        sql.run("UPDATE notification_deliveries SET state = 'sending' WHERE state = 'waiting'"),
      )
      await outside.sendDue()
      expect(mails).to.have.length(1)
      minutes(5)
      await outside.sendDue()
      expect(mails).to.have.length(2)
    })

    it('never call a private address that the bureau has not allowed, by whatever name', async () => {
      const token = await signIn('squad-01-head')
      const refused = async (webhookUrl: string) => {
        const { status, body } = await choose(token, { webhookUrl }, 0)
        return status === 422 && (body.fields as { path: string }[])[0]?.path === 'webhookUrl'
      }
      for (const address of [
        'http://10.0.0.1/',
        'https://192.168.1.1/',
        'https://169.254.169.254/latest/meta-data',
        'https://127.0.0.2/',
        'https://2130706434/',
        'https://0x7f.0.0.2/',
        'https://[::1]/',
        'https://[::ffff:10.0.0.1]/',
        'https://[fd00::1]/',
        'https://[64:ff9b::a00:1]/',
        'https://no-such-host.invalid/',
        'https://user:secret@8.8.8.8/',
        'http://8.8.8.8/',
        'ftp://8.8.8.8/',
        'file:///etc/passwd',
      ])
        expect(await refused(address), address).to.equal(true)
      const nothing = new BlockList()
      for (const name of ['localhost', '127.0.0.1', '::1'])
        expect(
          await addressesOf(name, nothing).then(
            () => 'reached',
            () => 'refused',
          ),
          name,
        ).to.equal('refused')
      // A name that pointed elsewhere when it was entered is checked again when it is called.
      await choose(token, { webhookUrl: `${receiverAddress}/hook` }, 0)
      const cipher = fieldCipher(Buffer.alloc(32, 7))
      const inward = receiverAddress.replace('127.0.0.1', '127.0.0.3')
      await bureau.database.write(({ sql }) =>
        sql.run('UPDATE notification_settings SET webhook_url = ?', [
          cipher.seal(`${inward}/hook`, 'notification_settings.webhook_url'),
        ]),
      )
      await tell('squad-01-head', 'deadline-over')
      await outside.sendDue()
      expect(calls).to.deep.equal([])
      const [delivery] = (await ask('GET', '/deliveries', token)).body.items as { error: string }[]
      expect(delivery!.error).to.contain('private or reserved')
    })
  })
}
