/** The registers through their HTTP door, as the product mounts them. */
import { expect } from 'chai'
import { auditRoutes } from '../../src/audit/routes.ts'
import { deadlineRoutes } from '../../src/deadlines/routes.ts'
import type { RunningServer } from '../../src/http/server.ts'
import { type RoleCode, systemActor } from '../../src/identity/actor.ts'
import { identityRoutes } from '../../src/identity/routes.ts'
import { lawRoutes } from '../../src/laws/routes.ts'
import { officerRoutes } from '../../src/officers/routes.ts'
import { partyRoutes } from '../../src/parties/routes.ts'
import { violationRoutes } from '../../src/violations/routes.ts'
import type { MakeDatabase } from '../databases.ts'
import { serveRoutes } from '../serve-routes.ts'
import { type Bureau, demoPassword, openBureau } from './bureau.ts'

/** One demo account of each role. */
const people: { [role in RoleCode]?: string } = {
  officer: 'squad-01-officer-1',
  'unit-legal-officer': 'squad-01-legal',
  'department-head': 'squad-01-head',
  'legal-section': 'legal-reviewer-1',
  'deputy-director': 'general-deputy-a',
  director: 'general-director',
  'warehouse-keeper': 'property-keeper-1',
  statistician: 'general-statistician',
  supervisor: 'supervision-supervisor-1',
  designer: 'command-designer-1',
  'rule-owner': 'legal-rules-1',
  administrator: 'general-admin-1',
}
const reviewers: RoleCode[] = [
  'officer',
  'unit-legal-officer',
  'department-head',
  'legal-section',
  'deputy-director',
  'director',
]
const everyone = Object.keys(people) as RoleCode[]

/** Role × route: who is let in; everybody else is answered 403. */
const matrix: [path: string, roles: RoleCode[]][] = [
  ['/me', everyone],
  ['/departments', everyone],
  ['/officers', everyone],
  ['/violation-categories', everyone],
  ['/violations', everyone],
  ['/violations/SR-001', everyone],
  ['/laws', everyone],
  ['/laws/行政处罚法/articles/60', everyone],
  ['/procedure-knowledge?elementId=serve-decision', everyone],
  ['/violation-tree', everyone],
  ['/violation-proposals?text=店外摆摊', everyone],
  ['/violations/SR-001/comparison?actedOn=2026-01-05', everyone],
  ['/limits', everyone],
  ['/parties?name=某', [...reviewers, 'supervisor']],
  ['/parties/duplicates', [...reviewers, 'supervisor']],
  ['/party-merges', [...reviewers, 'supervisor']],
  ['/certificates/expiring', everyone],
  ['/cases/CASE-1/deadlines', [...reviewers, 'supervisor', 'statistician']],
  ['/accounts', ['administrator']],
  ['/audit/lines', ['supervisor']],
  ['/audit/head', ['supervisor', 'administrator']],
  ['/audit/verification', ['supervisor', 'administrator']],
]

export function routesBehave(make: MakeDatabase): void {
  describe('registers over HTTP', () => {
    let bureau: Bureau
    let server: RunningServer
    before(async () => {
      bureau = await openBureau(make)
      const { database, clock, identity } = bureau
      const departmentId = (await bureau.officers.departments()).find(({ code }) => code === 'squad-01')!.id
      server = await serveRoutes({
        routes: [
          ...identityRoutes(identity, database),
          ...officerRoutes(bureau.officers, identity, database),
          ...partyRoutes({ parties: bureau.parties, policy: identity, database, clock }),
          ...violationRoutes({ violations: bureau.violations, policy: identity, database, clock }),
          ...lawRoutes({ laws: bureau.laws, policy: identity, database, clock }),
          ...deadlineRoutes({
            deadlines: bureau.deadlines,
            policy: identity,
            objectOfCase: async () => ({ departmentId, officerIds: [] }),
          }),
          ...auditRoutes(bureau.audit, identity),
        ],
        authenticate: async (request) => {
          const token = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1]
          return token === undefined ? undefined : identity.actorOf(token, request.ip ?? '')
        },
        clock,
      })
    })
    after(async () => {
      await server.close()
      await bureau.close()
    })

    async function ask(
      method: string,
      path: string,
      token?: string,
      body?: unknown,
      more: { [header: string]: string } = {},
    ) {
      const answer = await fetch(`${server.address}/api/v1${path}`, {
        method,
        headers: {
          'content-type': 'application/json',
          ...(token && { authorization: `Bearer ${token}` }),
          ...more,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      return {
        status: answer.status,
        etag: answer.headers.get('etag') ?? '',
        body: text === '' ? undefined : (JSON.parse(text) as { [name: string]: unknown }),
      }
    }
    const signIn = async (userName: string) => {
      const { body } = await ask('POST', '/session', undefined, { userName, password: demoPassword })
      return body!.token as string
    }

    it('signs in, says who I am, and signs out', async () => {
      const { status, body } = await ask('POST', '/session', undefined, {
        userName: 'squad-01-officer-1',
        password: demoPassword,
      })
      expect(status).to.equal(201)
      const token = body!.token as string
      const me = (await ask('GET', '/me', token)).body!
      expect(me).to.deep.equal(body!.me)
      expect((me.roles as { title: string }[])[0]).to.include({ title: '办案人员', scope: 'squad' })
      expect(me.actions).to.include.members(['case.open']).and.not.to.include('account.edit')
      expect((await ask('DELETE', '/session', token)).status).to.equal(204)
      expect((await ask('GET', '/me', token)).status).to.equal(401)
    })

    it('refuses a wrong password, a missing field and a missing session', async () => {
      const wrong = await ask('POST', '/session', undefined, {
        userName: 'squad-01-officer-1',
        password: 'wrong-password',
      })
      expect([wrong.status, wrong.body!.code]).to.deep.equal([401, 'sign-in-failed'])
      const empty = await ask('POST', '/session', undefined, {})
      expect([empty.status, (empty.body!.fields as { path: string; message: string }[])[0]]).to.deep.equal([
        422,
        { path: 'userName', message: '请输入用户名' },
      ])
      for (const [path] of matrix) expect((await ask('GET', path)).status, path).to.equal(401)
    })

    it('lets each role in where the table says, and nowhere else', async () => {
      const actual: [string, RoleCode[]][] = matrix.map(([path]) => [path, []])
      for (const role of everyone) {
        const token = await signIn(people[role]!)
        for (const [path, roles] of actual) {
          const { status } = await ask('GET', path, token)
          expect([200, 403], `${role} ${path}`).to.include(status)
          if (status === 200) roles.push(role)
        }
      }
      for (const [index, [path, roles]] of matrix.entries())
        expect(actual[index]?.[1], path).to.have.members(roles)
    }).timeout(60_000)

    it('keeps the deadlines of another squad’s case from an officer', async () => {
      const token = await signIn('squad-02-officer-1')
      expect((await ask('GET', '/cases/CASE-1/deadlines', token)).status).to.equal(403)
    })

    it('drills down to a violation with its laws and tiers', async () => {
      const token = await signIn('squad-01-officer-1')
      const { categories } = (await ask('GET', '/violation-categories', token)).body as unknown as {
        categories: { category: string }[]
      }
      const category = encodeURIComponent(categories[0]!.category)
      const { powerItems } = (await ask('GET', `/violation-categories/${category}/power-items`, token))
        .body as unknown as {
        powerItems: { powerItem: string }[]
      }
      const powerItem = encodeURIComponent(powerItems[0]!.powerItem)
      const { violations } = (
        await ask('GET', `/violations?category=${category}&powerItem=${powerItem}`, token)
      ).body as unknown as {
        violations: { code: string }[]
      }
      expect(violations.map(({ code }) => code)).to.deep.equal(['SR-001'])
      const detail = (await ask('GET', '/violations/SR-001', token)).body!
      expect(detail.lawRefs).to.deep.equal(['浙江省城市市容和环境卫生管理条例#18'])
      expect(detail.tiers).to.have.length(4)
      expect((await ask('GET', '/violations/XX-999', token)).status).to.equal(404)
    })

    it('takes the text of a law from one rule owner and its confirmation from another', async () => {
      const [owner, other] = [await signIn('legal-rules-1'), await signIn('legal-rules-2')]
      const law = { name: '纸灯条例', title: '海州市纸灯管理条例', level: 'local-regulation' }
      expect((await ask('POST', '/laws', owner, law)).status).to.equal(201)
      expect((await ask('POST', '/laws', owner, law)).status).to.equal(409)
      const versions = '/laws/纸灯条例/versions'
      const body = { format: 'html', text: '<p>第一条　纸灯应当点亮。</p>', effectiveFrom: '2026-01-01' }
      const tried = await ask('POST', `${versions}?dryRun=true`, owner, body)
      expect([tried.status, (tried.body!.text as { articles: object[] }).articles.length]).to.deep.equal([
        200, 1,
      ])
      const broken = await ask('POST', versions, owner, { ...body, text: '<p>没有条文。</p>' })
      expect([broken.status, (broken.body!.fields as { path: string }[])[0]!.path]).to.deep.equal([
        422,
        'source.1',
      ])
      expect((await ask('POST', versions, owner, { ...body, effectiveFrom: '2026-02-30' })).status).to.equal(
        422,
      )
      const officer = await signIn('squad-01-officer-2')
      expect((await ask('POST', versions, officer, body)).status).to.equal(403)
      const { status, body: version } = await ask('POST', versions, owner, body)
      expect(status).to.equal(201)
      const confirmation = `/law-versions/${version!.id as string}/confirmation`
      expect((await ask('POST', confirmation, owner)).status).to.equal(403)
      expect((await ask('POST', confirmation, other)).status).to.equal(200)
      const { articles } = (await ask('GET', '/articles?text=纸灯', officer)).body as unknown as {
        articles: { key: string; marks: object[] }[]
      }
      expect(articles[0]).to.deep.include({ key: '1', marks: [{ from: 0, to: 2 }] })
      expect((await ask('GET', '/laws/纸灯条例/articles/2', officer)).status).to.equal(404)
    })

    it('lets a draft of a violation be changed and confirmed only as it was seen', async () => {
      const [owner, other] = [await signIn('legal-rules-1'), await signIn('legal-rules-2')]
      const { violation } = (await ask('GET', '/violations/HB-002', owner)).body as {
        violation: { [name: string]: unknown }
      }
      const content = {
        ...Object.fromEntries(
          [
            'category',
            'powerItem',
            'name',
            'measureFirst',
            'fineMinFen',
            'appliesTo',
            'otherPenalties',
            'hearingLikely',
          ].map((name) => [name, violation[name]]),
        ),
        duty: '大气污染防治法#81',
        penalty: '大气污染防治法#118',
        fineMaxFen: 1_000_000,
        tiers: null,
        documents: null,
        evidence: null,
        effectiveFrom: '2026-05-01',
      }
      const made = await ask('POST', '/violations/HB-002/drafts', owner, content)
      expect([made.status, made.etag]).to.deep.equal([201, '"1"'])
      const path = `/violation-drafts/${made.body!.id as string}`
      const later = { ...content, effectiveFrom: '2026-06-01' }
      expect((await ask('PUT', path, owner, later)).status).to.equal(422)
      expect((await ask('PUT', path, owner, later, { 'if-match': '"1"' })).etag).to.equal('"2"')
      expect((await ask('PUT', path, owner, content, { 'if-match': '"1"' })).status).to.equal(409)
      expect(
        (await ask('POST', `${path}/confirmation`, other, undefined, { 'if-match': '"1"' })).status,
      ).to.equal(409)
      const confirmed = await ask('POST', `${path}/confirmation`, other, undefined, { 'if-match': '"2"' })
      expect([confirmed.status, confirmed.body]).to.deep.equal([200, { version: 2 }])
      const { later: changes } = (await ask('GET', '/violations/HB-002/comparison?actedOn=2026-05-31', owner))
        .body as { later: unknown[] }
      expect(changes).to.have.length(1)
    })

    it('registers a party, finds it by its number, masks it, and reveals it on record', async () => {
      const token = await signIn('squad-01-officer-1')
      const party = {
        kind: 'citizen',
        name: '测试·买买提',
        idNumber: '440524188001010014',
        phone: '13900005678',
      }
      const added = await ask('POST', '/parties', token, party)
      expect([added.status, (await ask('POST', '/parties', token, party)).status]).to.deep.equal([201, 200])
      const { id } = added.body!.party as { id: string }
      const found = (await ask('POST', '/parties/search', token, { idNumber: '440524188001010014' })).body!
      expect((found.parties as object[])[0])
        .to.deep.include({ id, idNumber: '440524********0014', phone: '139****5678' })
        .and.not.to.have.property('birthDay')
      expect((await ask('POST', `/parties/${id}/reveal`, token, {})).status).to.equal(422)
      const revealed = await ask('POST', `/parties/${id}/reveal`, token, { purpose: '填写立案审批表' })
      expect(revealed.body).to.include({ idNumber: '440524188001010014', birthDay: '1880-01-01' })
      const supervisor = await signIn('supervision-supervisor-1')
      const { lines } = (await ask('GET', `/audit/lines?objectType=party&objectId=${id}`, supervisor))
        .body as unknown as {
        lines: { action: string; authority: string }[]
      }
      expect(lines.at(-1)).to.include({ action: 'party.unmasked', authority: '填写立案审批表' })
      const bad = await ask('POST', '/parties', token, { ...party, idNumber: '440524188001010015' })
      expect([bad.status, (bad.body!.fields as { path: string }[])[0]?.path]).to.deep.equal([422, 'idNumber'])
    })

    it('saves a party only over what was read, pages through a search, and keeps the history', async () => {
      const token = await signIn('squad-01-officer-1')
      for (const name of ['分页甲', '分页乙'])
        expect((await ask('POST', '/parties', token, { kind: 'citizen', name })).status).to.equal(201)
      const first = (await ask('GET', `/parties?name=${encodeURIComponent('分页')}&limit=1`, token)).body!
      expect(first.next).to.be.a('string')
      const query = `name=${encodeURIComponent('分页')}&limit=1&after=${first.next as string}`
      const second = (await ask('GET', `/parties?${query}`, token)).body!
      expect(second.next).to.equal(null)
      const { id } = (second.parties as { id: string }[])[0]!
      const { etag } = await ask('GET', `/parties/${id}`, token)
      const save = (phone: string, ifMatch?: string) =>
        ask('PATCH', `/parties/${id}`, token, { phone }, ifMatch === undefined ? {} : { 'if-match': ifMatch })
      expect((await save('13800000001')).status).to.equal(422)
      const saved = await save('13800000001', etag)
      expect([saved.status, saved.body!.phone]).to.deep.equal([200, '138****0001'])
      const late = await save('13800000002', etag)
      expect([late.status, late.body!.code]).to.deep.equal([412, 'changed-meanwhile'])
      expect((await save('13800000002', saved.etag)).status).to.equal(200)
      const { changes } = (await ask('GET', `/parties/${id}/history`, token)).body!
      expect(changes).to.have.length(3)
    })

    it('shows of a colleague name, post and certificate only, and the file to whom it is open', async () => {
      const officer = await signIn('squad-01-officer-1')
      const { officers } = (await ask('GET', '/officers', officer)).body as { officers: { id: string }[] }
      expect(Object.keys(officers[0]!)).to.have.members([
        'id',
        'name',
        'departmentId',
        'squad',
        'post',
        'certificateNumber',
      ])
      const colleague = await bureau.officerId('squad-01-officer-2')
      const asked = async (userName: string, path: string) =>
        (await ask('GET', `/officers/${colleague}${path}`, await signIn(userName))).status
      for (const path of ['', '/file', '/ratings'])
        expect(
          [await asked('squad-01-officer-1', path), await asked('squad-01-officer-2', path)],
          path,
        ).to.deep.equal([403, 200])
      expect(await asked('general-admin-1', '/file')).to.equal(200)
      expect(await asked('general-admin-1', '/ratings')).to.equal(403)
    })

    it('takes a delegation and an absence, and ends them', async () => {
      const head = await bureau.actor('squad-03-head')
      const token = await signIn('squad-03-head')
      const span = { fromAt: bureau.clock.now(), toAt: bureau.clock.now() + 86_400_000, reason: '会议' }
      const to = await bureau.officerId('squad-03-legal')
      const given = await ask('POST', `/officers/${head.officerId}/delegations`, token, {
        toOfficerId: to,
        role: 'department-head',
        ...span,
      })
      expect(given.status).to.equal(201)
      const leave = await ask('POST', `/officers/${head.officerId}/absences`, token, span)
      expect(leave.status).to.equal(201)
      const file = (await ask('GET', `/officers/${head.officerId}`, token)).body!
      expect([file.delegationsGiven, file.absences].map((list) => (list as unknown[]).length)).to.deep.equal([
        1, 1,
      ])
      expect((await ask('DELETE', `/delegations/${given.body!.id as string}`, token)).status).to.equal(204)
      expect((await ask('DELETE', `/absences/${leave.body!.id as string}`, token)).status).to.equal(204)
      expect((await ask('DELETE', `/absences/${leave.body!.id as string}`, token)).status).to.equal(409)
    })

    it('lets the administrator disable an account, which ends its sessions at once', async () => {
      const admin = await signIn('general-admin-1')
      const officer = await signIn('squad-08-officer-1')
      const { accountId } = await bureau.actor('squad-08-officer-1')
      const answer = await ask('PATCH', `/accounts/${accountId}`, admin, { disabled: true })
      expect([answer.status, answer.body!.disabled]).to.deep.equal([200, true])
      expect((await ask('GET', '/me', officer)).status).to.equal(401)
      expect(
        (await ask('PATCH', `/accounts/${accountId}`, await signIn('squad-08-head'), { disabled: false }))
          .status,
      ).to.equal(403)
    })

    it('shows the deadlines of a case and verifies the log', async () => {
      await bureau.database.write((tx) =>
        bureau.deadlines.start(tx, systemActor('test'), { caseId: 'CASE-1', limit: 'case-decision' }),
      )
      const officer = await signIn('squad-01-officer-2')
      const { deadlines } = (await ask('GET', '/cases/CASE-1/deadlines', officer)).body as unknown as {
        deadlines: object[]
      }
      expect(deadlines[0]).to.include({
        limit: 'case-decision',
        left: '还剩 91 天',
        colourWord: '绿',
        basis: '行政处罚法 第六十条',
      })
      const supervisor = await signIn('supervision-supervisor-1')
      const verified = (await ask('GET', '/audit/verification', supervisor)).body!
      expect(verified).to.include({ ok: true })
      await bureau.database.write((tx) => tx.sql.run("UPDATE audit_lines SET action = 'x' WHERE seq = 3"))
      expect((await ask('GET', '/audit/verification', supervisor)).body).to.include({
        ok: false,
        seq: 3,
        fault: 'changed',
      })
    })
  })
}
