/**
 * Fills an empty database with the demo bureau 示例 of data/departments.yaml and data/demo-bureau.yaml: departments, officers, accounts and roles, all
 * invented. Certificates are dated from the clock, everything else is the same each time.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { type Grant, type RoleCode, roleCodes, systemActor } from '../identity/actor.ts'
import { hashPassword } from '../identity/password.ts'
import type { Identity } from '../identity/service.ts'
import { type Clock, legalDay } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { addMonths } from '../platform/legal-day.ts'
import { inventedName, steadyId } from './demo-names.ts'
import { type Department, departmentKinds, type Officers } from './service.ts'

/** A sign-in to print at the start of the demo. */
export interface DemoSignIn {
  userName: string
  name: string
  department: string
  post: string
  roles: RoleCode[]
}

const departmentsFile = z.array(
  z.strictObject({ code: z.string(), name: z.string(), kind: z.enum(departmentKinds) }),
)
const post = z.strictObject({
  in: z.string(),
  post: z.string(),
  count: z.int().min(1),
  userName: z.string(),
  legalQualification: z.boolean().default(false),
  certificate: z.boolean().default(true),
  roles: z.array(
    z.strictObject({
      role: z.enum(roleCodes as [RoleCode, ...RoleCode[]]),
      reach: z.union([z.enum(['bureau', 'own-department', 'own-squad']), z.array(z.string())]),
    }),
  ),
})
const peopleFile = z.strictObject({
  seed: z.string(),
  surnames: z.array(z.string()).min(1),
  givenNames: z.array(z.string()).min(1),
  posts: z.array(post),
  expiredCertificate: z.string(),
})

type Post = z.infer<typeof post>

export interface DemoBureauParts {
  database: Database
  clock: Clock
  identity: Identity
  officers: Officers
  seedFolder: string
  /** Shared by all sign-ins of the demo; made anew for each database and printed once. */
  password: string
}

const actor = systemActor('demo-bureau')

/** @returns the sign-ins, all with the given password; empty when the database already holds departments. @throws ZodError for a malformed file. */
export async function createDemoBureau({
  database,
  clock,
  identity,
  officers,
  seedFolder,
  password,
}: DemoBureauParts): Promise<DemoSignIn[]> {
  const read = (file: string): unknown => parse(readFileSync(join(seedFolder, file), 'utf8'))
  const people = peopleFile.parse(read('demo-bureau.yaml'))
  const departments = departmentsFile.parse(read('departments.yaml')).map((one): Department => ({
    ...one,
    id: steadyId(`${people.seed} ${one.code}`),
    demo: true,
    openedOn: null,
    closedOn: null,
  }))
  const [filled] = await database.sql.all('SELECT id FROM departments LIMIT 1')
  if (filled) return []
  // One hash for all: they share the printed password, and sixty argon2 runs would cost seconds at the start.
  const hash = await hashPassword(password)
  const today = legalDay(clock.now())

  return database.write(async (tx) => {
    const [any] = await tx.sql.all('SELECT id FROM departments LIMIT 1')
    if (any) return []
    for (const department of departments) await officers.addDepartment(tx, actor, department)
    const signIns: DemoSignIn[] = []
    for (const place of places(people.posts, departments)) {
      const { department, userName, post: kind } = place
      const number = String(signIns.length + 1).padStart(4, '0')
      const name = inventedName(signIns.length, people.surnames, people.givenNames)
      const officer = await officers.addOfficer(tx, actor, {
        id: steadyId(`${people.seed} officer ${userName}`),
        number: `示例${number}`,
        name,
        departmentId: department.id,
        squad: department.kind === 'squad' ? department.code : null,
        post: kind.post,
        certificateNumber: kind.certificate ? `示例-${number}` : null,
        certificateExpiresOn: kind.certificate
          ? addMonths(today, userName === people.expiredCertificate ? -1 : 36)
          : null,
        legalQualification: kind.legalQualification,
        postFrom: addMonths(today, -24),
      })
      const roles = grantsOf(kind, department, departments)
      const account = {
        id: steadyId(`${people.seed} account ${userName}`),
        officerId: officer.id,
        userName,
        name,
        roles,
      }
      await identity.addAccount(tx, actor, account, { kind: 'own', hash })
      signIns.push({
        userName,
        name,
        department: department.name,
        post: kind.post,
        roles: [...new Set(roles.map(({ role }) => role))],
      })
    }
    return signIns
  })
}

/** Every person to make: `squad-01-officer-2` where a post has several, `squad-01-head` where it has one. */
function places(posts: Post[], departments: Department[]) {
  return departments.flatMap((department) =>
    posts
      .filter((one) => one.in === department.code || one.in === department.kind)
      .flatMap((one) =>
        Array.from({ length: one.count }, (_, index) => ({
          department,
          post: one,
          userName: `${department.code}-${one.userName}${one.count > 1 ? `-${index + 1}` : ''}`,
        })),
      ),
  )
}

function grantsOf({ roles }: Post, own: Department, departments: Department[]): Grant[] {
  return roles.flatMap(({ role, reach }): Grant[] => {
    if (reach === 'bureau') return [{ role, scope: 'bureau', departmentId: null }]
    if (reach === 'own-squad') return [{ role, scope: 'squad', departmentId: own.id }]
    if (reach === 'own-department') return [{ role, scope: 'department', departmentId: own.id }]
    return reach.map((code) => {
      const department = departments.find((one) => one.code === code)
      if (!department) throw new Error(`demo-bureau.yaml: no department ${code}`)
      return { role, scope: 'department', departmentId: department.id }
    })
  })
}
