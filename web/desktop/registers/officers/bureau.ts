/** Who is where in the bureau: departments with their people, as everybody may see them. */
import { answered, api, type Reply } from '../../../shared/api/client.ts'

export type Colleague = Reply<'/officers'>['officers'][number]

export async function readBureau() {
  const [{ officers }, { departments }] = await Promise.all([
    answered(api.GET('/officers')),
    answered(api.GET('/departments')),
  ])
  const names = new Map(departments.map(({ id, name }) => [id, name]))
  const people = new Map(officers.map((one) => [one.id, one]))
  return {
    officers,
    departments,
    departmentName: (id: string) => names.get(id) ?? '已撤销的部门',
    officerName: (id: string) => people.get(id)?.name ?? '已离岗人员',
  }
}

export type Bureau = Awaited<ReturnType<typeof readBureau>>
