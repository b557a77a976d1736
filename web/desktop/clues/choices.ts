/** What the acts on a clue choose from: colleagues, and cases that are open. */
import type { Option } from '../../forms/form.ts'
import { answered, api } from '../../shared/api/client.ts'
import type { CluePage } from './clue-states.ts'

/** Who holds a certificate 行政执法证, those of the clue's department first. */
export async function officerChoices({ clue }: CluePage): Promise<Option[]> {
  const { officers } = await answered(api.GET('/officers'))
  const near = ({ departmentId }: { departmentId: string }) => (departmentId === clue.departmentId ? 0 : 1)
  return officers
    .filter(({ certificateNumber }) => certificateNumber !== null)
    .sort((a, b) => near(a) - near(b))
    .map(({ id, name, post }) => ({
      label: `${name} · ${post}`,
      value: id,
    }))
}

export async function colleagueChoices({ clue }: CluePage): Promise<Option[]> {
  const { officers } = await answered(api.GET('/officers'))
  return officers
    .filter(({ departmentId }) => departmentId === clue.departmentId)
    .map(({ id, name, post }) => ({ label: `${name} · ${post}`, value: id }))
}

/** Open cases, those first that a similar clue has become. */
export async function caseChoices({ similar }: CluePage): Promise<Option[]> {
  const { items } = await answered(api.GET('/cases', { params: { query: { state: 'open', limit: 200 } } }))
  const near = new Set(similar.map(({ caseId }) => caseId))
  return items
    .sort((a, b) => Number(near.has(b.id)) - Number(near.has(a.id)))
    .map(({ id, number, title }) => ({
      label: `${near.has(id) ? '（相似）' : ''}${number ?? '未立案'} ${title}`,
      value: id,
    }))
}
