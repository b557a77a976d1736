/** What is found everywhere at once: each source is asked by itself, and shown as soon as it answers. */
import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import { Refusal } from '../../shared/api/client.ts'
import { may } from '../../shared/session/session.ts'
import { places, registers } from '../places.ts'
import { isPersonal } from '../../shared/parties/question.ts'
import { type Hit, openSources } from './sources.ts'

export interface Group {
  name: string
  hits: Hit[]
}

/** Milliseconds without a key. */
const pause = 200

export function useFinder() {
  const sources = openSources()
  const words = ref('')
  const found = shallowRef(new Map<string, Hit[]>())
  const failed = shallowRef<string[]>([])
  const waiting = ref(0)
  let asking = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Without words: where one can go. */
  const doors = computed<Group>(() => ({
    name: '去',
    hits: [...places, ...registers]
      .filter(({ right }) => right === undefined || may(right))
      .map(({ to, name }) => ({
        to,
        title: name,
        about: '',
      })),
  }))
  const groups = computed<Group[]>(() =>
    words.value.trim() === ''
      ? [doors.value]
      : sources
          .map(({ name }) => ({ name, hits: found.value.get(name) ?? [] }))
          .filter(({ hits }) => hits.length > 0),
  )

  function ask(text: string) {
    const mine = ++asking
    found.value = new Map()
    failed.value = []
    const asked =
      text === ''
        ? []
        : sources.filter(({ right, discreet }) => may(right) && (discreet || !isPersonal(text)))
    waiting.value = asked.length
    for (const source of asked)
      void source
        .ask(text)
        .then(
          (hits) => {
            if (mine === asking) found.value = new Map(found.value).set(source.name, hits)
          },
          (error: unknown) => {
            if (!(error instanceof Refusal)) throw error
            if (mine === asking) failed.value = [...failed.value, `${source.name}：${error.message}`]
          },
        )
        .finally(() => {
          if (mine === asking) waiting.value--
        })
  }

  watch(words, () => {
    clearTimeout(timer)
    const text = words.value.trim()
    if (text === '') return ask('')
    waiting.value ||= 1
    timer = setTimeout(() => ask(text), pause)
  })
  onBeforeUnmount(() => {
    clearTimeout(timer)
    asking++
  })

  return { words, groups, failed, waiting }
}
