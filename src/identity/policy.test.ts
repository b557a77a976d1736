import { expect } from 'chai'
import { join } from 'node:path'
import { projectRoot } from '../platform/project-root.ts'
import { type Action, actions } from './actions.ts'
import { type Actor, type Grant, roleCodes, systemActor } from './actor.ts'
import { createPolicy } from './policy.ts'
import { readRoleTable } from './role-table.ts'

const table = readRoleTable(join(projectRoot(), 'data'))
const policy = createPolicy(table)
const actor = (...roles: Grant[]): Actor => ({
  accountId: 'a',
  officerId: 'o',
  name: '某',
  roles,
  from: 'test',
})
const all = Object.keys(actions) as Action[]

describe('roles and policy', () => {
  it('names every role, and gives every action to somebody', () => {
    expect([...table.roles.keys()]).to.have.members([...roleCodes])
    const given = new Set([
      ...table.everyone.keys(),
      ...[...table.roles.values()].flatMap((role) => [...role.actions.keys()]),
    ])
    expect(all.filter((action) => !given.has(action))).to.deep.equal([])
  })

  it('keeps duties apart', () => {
    const whole = (role: Grant['role']) => actor({ role, scope: 'bureau', departmentId: null })
    const may = (role: Grant['role']) => all.filter((action) => policy.may(whole(role), action))
    expect(may('officer')).not.to.include.members(['approval.decide'])
    expect(may('designer')).not.to.contain('approval.decide').and.not.to.contain('case.edit')
    for (const action of [
      'case.read',
      'clue.read',
      'document.read',
      'party.read',
      'evidence.read',
    ] as const) {
      expect(may('administrator')).not.to.contain(action)
    }
    for (const role of ['statistician', 'supervisor'] as const) expect(may(role)).not.to.contain('case.edit')
    expect(may('warehouse-keeper')).not.to.contain('case.edit')
  })

  it('reaches as far as the grant, and no further than the role', () => {
    const officer = actor({ role: 'officer', scope: 'squad', departmentId: 'squad-1' })
    const mine = { departmentId: 'squad-1', officerIds: ['o'] }
    const ours = { departmentId: 'squad-1', officerIds: ['p'] }
    const theirs = { departmentId: 'squad-2', officerIds: ['q'] }
    expect([mine, ours, theirs].map((object) => policy.may(officer, 'case.read', object))).to.deep.equal([
      true,
      true,
      false,
    ])
    expect([mine, ours, theirs].map((object) => policy.may(officer, 'case.edit', object))).to.deep.equal([
      true,
      false,
      false,
    ])
    // `mine` is one's own wherever it lies: an officer lent to another squad keeps their case.
    const head = actor({ role: 'department-head', scope: 'department', departmentId: 'squad-2' })
    expect([mine, ours, theirs].map((object) => policy.may(head, 'case.read', object))).to.deep.equal([
      true,
      false,
      true,
    ])
    expect(
      policy.may(actor({ role: 'legal-section', scope: 'bureau', departmentId: null }), 'case.read', theirs),
    ).to.equal(true)
  })

  it('says how far lists reach', () => {
    expect(
      policy.reach(actor({ role: 'officer', scope: 'squad', departmentId: 's' }), 'case.read'),
    ).to.deep.equal({
      all: false,
      departmentIds: ['s'],
      ownOfficerId: 'o',
    })
    expect(
      policy.reach(actor({ role: 'officer', scope: 'squad', departmentId: 's' }), 'case.edit'),
    ).to.deep.include({ departmentIds: [] })
    expect(
      policy.reach(actor({ role: 'director', scope: 'bureau', departmentId: null }), 'case.read'),
    ).to.deep.equal({ all: true })
    expect(
      policy.reach(actor({ role: 'administrator', scope: 'bureau', departmentId: null }), 'case.read'),
    ).to.equal(undefined)
  })

  it('lets the system do what a person set going', () => {
    expect(policy.may(systemActor('worker'), 'document.issue', { departmentId: 'x' })).to.equal(true)
    expect(() => policy.require(actor(), 'case.read')).to.throw('查看案件')
  })
})
