/** What the finder asks, each of what the one who is signed in may read: the same addresses as the pages, a few of the best from each. */
import { answered, api, type Reply } from '../../shared/api/client.ts'
import { may } from '../../shared/session/session.ts'
import { caseStates, stageName } from '../../shared/words.ts'
import { itemStates, placeWords } from '../property/property-words.ts'
import { articleAddress } from '../registers/laws/law-words.ts'
import { isPersonal, questionOf } from '../../shared/parties/question.ts'
import { kinds } from '../registers/parties/party-words.ts'

export interface Hit {
  to: string
  title: string
  about: string
}

export interface Source {
  name: string
  right: string
  ask(words: string): Promise<Hit[]>
  /** Sends the words in a body: addresses end up in logs, and whole numbers and telephones do not belong there. */
  discreet?: true
}

const few = 6
const joined = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join('　')

type Case = Reply<'/cases'>['items'][number]
const caseHit = ({ id, title, number, state, stage }: Case): Hit => ({
  to: `/cases/${id}`,
  title,
  about: joined(number ?? '未立案', state === 'open' ? stageName(stage) : caseStates[state]),
})

async function parties(words: string, limit: number) {
  const body = { ...questionOf(words), limit }
  return (await answered(api.POST('/parties/search', { body }))).parties
}

/** By part of the number, and of the parties that are called so. */
async function cases(words: string): Promise<Hit[]> {
  const asked: { number?: string; partyId?: string }[] = []
  if (/\d/.test(words) && !isPersonal(words)) asked.push({ number: words })
  if (may('party.read')) asked.push(...(await parties(words, 3)).map(({ id }) => ({ partyId: id })))
  const found = await Promise.all(
    asked.map((query) => answered(api.GET('/cases', { params: { query: { ...query, limit: few } } }))),
  )
  const hits = new Map(found.flatMap(({ items }) => items).map((one) => [one.id, caseHit(one)]))
  return [...hits.values()].slice(0, few)
}

async function violations(words: string): Promise<Hit[]> {
  const text = /^[a-z]{2}-?\d*$/i.test(words) ? words.toUpperCase() : words
  const named = (await answered(api.GET('/violations', { params: { query: { text } } }))).violations
  // In one's own words: only a sentence says enough to be told apart.
  const proposed =
    named.length === 0 && words.length >= 4
      ? (await answered(api.GET('/violation-proposals', { params: { query: { text: words, limit: 3 } } })))
          .proposals
      : []
  return [...named, ...proposed.map(({ violation }) => violation)]
    .slice(0, few)
    .map(({ code, name, powerItem }) => ({
      to: `/violations/${code}`,
      title: name,
      about: joined(code, powerItem),
    }))
}

type Laws = () => Promise<Reply<'/laws'>>

async function laws(words: string, everyLaw: Laws): Promise<Hit[]> {
  const query = { text: words.slice(0, 200), limit: few }
  const [all, { articles }] = await Promise.all([
    everyLaw(),
    answered(api.GET('/articles', { params: { query } })),
  ])
  return [
    ...all.laws
      .filter(({ title }) => title.includes(words))
      .slice(0, 3)
      .map(({ name, title }) => ({
        to: `/laws/${encodeURIComponent(name)}`,
        title: `《${title}》`,
        about: '',
      })),
    ...articles.map(({ law, key, words: number, asks, text }) => ({
      to: articleAddress(law, key),
      title: `《${law}》${number}`,
      about: asks || (text ?? '').slice(0, 60),
    })),
  ].slice(0, few)
}

type Tasklist = () => Promise<Reply<'/tasklist'>>

async function tasks(words: string, mine: Tasklist): Promise<Hit[]> {
  const { items } = await mine()
  const text = words.toLowerCase()
  return items
    .filter((one) =>
      [one.title, one.caseTitle, one.caseNumber].some((part) => part?.toLowerCase().includes(text)),
    )
    .slice(0, few)
    .map(({ userTaskKey, title, caseTitle, due }) => ({
      to: `/tasks/${userTaskKey}`,
      title,
      about: joined(due?.left, caseTitle),
    }))
}

/** What does not depend on the words is read once while the finder is open; what failed is read anew. */
function once<Found>(read: () => Promise<Found>): () => Promise<Found> {
  let reading: Promise<Found> | undefined
  return () =>
    (reading ??= read().catch((error: unknown) => {
      reading = undefined
      throw error
    }))
}

/** In the order in which they are shown. */
export function openSources(): Source[] {
  const mine = once(() => answered(api.GET('/tasklist', { params: { query: { limit: 200 } } })))
  const everyLaw = once(() => answered(api.GET('/laws')))
  return [
    { name: '待办', right: 'task.read', ask: (words) => tasks(words, mine), discreet: true },
    { name: '案件', right: 'case.read', ask: cases, discreet: true },
    {
      name: '线索',
      right: 'clue.read',
      async ask(text) {
        const { items } = await answered(api.GET('/clues', { params: { query: { text, limit: few } } }))
        return items.map((one) => ({
          to: `/clues/${one.id}`,
          title: one.place,
          about: joined(one.number, one.stateName),
        }))
      },
    },
    {
      name: '服务对象',
      right: 'party.read',
      discreet: true,
      async ask(words) {
        return (await parties(words, few)).map(({ id, name, kind, idNumber }) => ({
          to: `/parties/${id}`,
          title: name,
          about: joined(kinds[kind], idNumber),
        }))
      },
    },
    {
      name: '涉案财物',
      right: 'property.read',
      async ask(text) {
        const query = { text: text.slice(0, 60), limit: few }
        const { items } = await answered(api.GET('/property-items', { params: { query } }))
        return items.map((one) => ({
          to: `/property-items/${one.id}`,
          title: one.name,
          about: joined(one.number, itemStates[one.state], placeWords(one)),
        }))
      },
    },
    { name: '违法行为', right: 'violation.read', ask: violations },
    { name: '法律法规', right: 'law.read', ask: (words) => laws(words, everyLaw) },
    {
      name: '执法人员',
      right: 'officer.read',
      async ask(name) {
        const { officers } = await answered(api.GET('/officers', { params: { query: { name } } }))
        return officers.slice(0, few).map((one) => ({
          to: `/officers/${one.id}`,
          title: one.name,
          about: joined(one.post, one.certificateNumber),
        }))
      },
    },
  ]
}
