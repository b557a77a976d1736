/** Jobs: what a worker gives back, how it fails, retries and back-off. */
import type { AuthoredCase } from '../authored-case.ts'
import {
  boundary,
  bpmn,
  end,
  manual,
  onError,
  plain,
  process,
  scriptJob,
  send,
  sendsMessage,
  service,
  start,
  throws,
  user,
} from '../bpmn.ts'
import { one } from '../job-processes.ts'

const retried = (steps: AuthoredCase['steps'], answers: object[]) => ({
  files: { 'p.bpmn': one() },
  start: { process: 'one' },
  handlers: { 'one-a': answers },
  ...(steps && { steps }),
})

export const cases: AuthoredCase[] = [
  {
    folder: 'task-kinds',
    name: 'tasks without work pass through: plain and manual',
    files: { 'p.bpmn': bpmn(process('kinds', [start(), plain('t'), manual('m'), end()], ['s > t > m > e'])) },
    start: { process: 'kinds' },
  },
  {
    folder: 'job-kinds',
    name: 'every element that makes a job: service, send, script, message throw, message end',
    files: {
      'p.bpmn': bpmn(
        process(
          'jobs',
          [
            start(),
            service('a', 'jobs-a'),
            send('b', 'jobs-b'),
            scriptJob('c', 'jobs-c'),
            throws('d', sendsMessage('jobs-d')),
            end('e', sendsMessage('jobs-e')),
          ],
          ['s > a > b > c > d > e'],
        ),
      ),
    },
    start: { process: 'jobs' },
    handlers: Object.fromEntries(
      ['a', 'b', 'c', 'd', 'e'].map((letter) => [`jobs-${letter}`, [{ complete: { [letter]: 1 } }]]),
    ),
  },
  {
    folder: 'job-waits',
    name: 'a job without a worker stays',
    files: { 'p.bpmn': one() },
    start: { process: 'one', variables: { n: 1.5 } },
  },
  {
    folder: 'job-type-expression',
    name: 'job type and retries by FEEL',
    files: {
      'p.bpmn': bpmn(
        process(
          'typed',
          [start(), service('a', '="typed-" + kind', { retries: '=n' }), end()],
          ['s > a > e'],
        ),
      ),
    },
    start: { process: 'typed', variables: { kind: 'x', n: 2 } },
    handlers: { 'typed-x': [{ complete: {} }] },
  },
  {
    folder: 'job-type-null',
    name: 'a job type that is null is an incident',
    files: { 'p.bpmn': bpmn(process('typed', [start(), service('a', '=missing'), end()], ['s > a > e'])) },
    start: { process: 'typed' },
  },
  {
    folder: 'job-retries-text',
    name: 'retries that are a text are an incident',
    files: { 'p.bpmn': one({ retries: '="many"' }) },
    start: { process: 'one' },
  },
  {
    folder: 'job-fails-then-succeeds',
    name: 'a failed job with retries left is given again at once',
    ...retried(undefined, [
      { fail: { retries: 2, message: 'busy' } },
      { fail: { retries: 1 } },
      { complete: { done: true } },
    ]),
  },
  {
    folder: 'job-no-retries',
    name: 'no retries left: an incident',
    ...retried(undefined, [{ fail: { retries: 0, message: 'broken' } }]),
  },
  {
    folder: 'job-no-retries-resolved',
    name: 'retries are given with the resolution, and the job succeeds',
    ...retried(
      [{ resolveIncident: { element: 'a', retries: 2 } }],
      [{ fail: { retries: 0 } }, { complete: { ok: true } }],
    ),
  },
  {
    folder: 'job-resolved-without-retries',
    name: 'an incident of a job resolved without retries: the job does not come again',
    ...retried(
      [{ fails: { resolveIncident: { element: 'a' } } }],
      [{ fail: { retries: 0 } }, { complete: { ok: true } }],
    ),
  },
  {
    folder: 'job-fails-with-variables',
    name: 'variables of a failure stay in the scope of the element',
    ...retried(
      [{ resolveIncident: { element: 'a', retries: 1 } }],
      [{ fail: { retries: 0, variables: { why: 'full' } } }, { complete: {} }],
    ),
  },
  {
    folder: 'job-back-off',
    name: 'a job that failed with a back-off comes again only after it',
    ...retried(
      [{ advanceTime: 'PT1M' }, { advanceTime: 'PT10M' }],
      [{ fail: { retries: 1, backOff: 'PT5M' } }, { complete: {} }],
    ),
  },
  {
    folder: 'job-back-off-waiting',
    name: 'before the back-off is over the job is not given',
    ...retried([{ advanceTime: 'PT1M' }], [{ fail: { retries: 1, backOff: 'PT5M' } }, { complete: {} }]),
  },
  {
    folder: 'job-error-caught',
    name: 'a thrown error is caught by the boundary event of its code; its variables stay in the scope of the event',
    files: {
      'p.bpmn': bpmn(
        process(
          'one',
          [start(), service('a', 'one-a'), boundary('b', 'a', onError('BAD')), plain('t'), end(), end('c')],
          ['s > a > e', 'b > t > c'],
        ),
      ),
    },
    start: { process: 'one' },
    handlers: { 'one-a': [{ error: { code: 'BAD', variables: { why: 'rule 3' } } }] },
  },
  {
    folder: 'job-error-mapped',
    name: 'an output mapping of the catching event carries the variables of the error out',
    files: {
      'p.bpmn': bpmn(
        process(
          'one',
          [
            start(),
            service('a', 'one-a'),
            boundary('b', 'a', onError('BAD'), { out: { reason: '=why' } }),
            end(),
            end('c'),
          ],
          ['s > a > e', 'b > c'],
        ),
      ),
    },
    start: { process: 'one' },
    handlers: { 'one-a': [{ error: { code: 'BAD', variables: { why: 'rule 3' } } }] },
  },
  {
    folder: 'job-error-variables-existing',
    name: 'variables of an error do not touch those of the same name outside',
    files: {
      'p.bpmn': bpmn(
        process(
          'one',
          [start(), service('a', 'one-a'), boundary('b', 'a', onError('BAD')), end(), user('u'), end('c')],
          ['s > a > e', 'b > u > c'],
        ),
      ),
    },
    start: { process: 'one', variables: { why: 'before' } },
    handlers: { 'one-a': [{ error: { code: 'BAD', variables: { why: 'rule 3' } } }] },
  },
  {
    folder: 'job-variables-local-input',
    name: "an input mapping makes a local variable; the worker's answer of that name stays local",
    files: { 'p.bpmn': one({ in: { x: '=y * 2' } }) },
    start: { process: 'one', variables: { y: 4 } },
    handlers: { 'one-a': [{ complete: { x: 9, z: 1 } }] },
  },
  {
    folder: 'job-output-mapping',
    name: 'with an output mapping only what is mapped leaves the task',
    files: { 'p.bpmn': one({ out: { sum: '=a + b', 'nested.inner': '=a' } }) },
    start: { process: 'one', variables: { b: 10 } },
    handlers: { 'one-a': [{ complete: { a: 5, lost: true } }] },
  },
  {
    folder: 'job-output-merges',
    name: 'two outputs into one context merge, into an existing one as well',
    files: { 'p.bpmn': one({ out: { 'o.a': '=a', 'o.b.c': '=a + 1' } }) },
    start: { process: 'one', variables: { o: { kept: 1, b: { old: true } } } },
    handlers: { 'one-a': [{ complete: { a: 5 } }] },
  },
  {
    folder: 'job-completes-with-null',
    name: 'null is a value like another',
    files: { 'p.bpmn': one() },
    start: { process: 'one', variables: { a: 1 } },
    handlers: { 'one-a': [{ complete: { a: null, b: { c: null, d: [null] } } }] },
  },
  {
    folder: 'job-completes-with-kinds',
    name: 'numbers, texts and lists come through unchanged',
    files: { 'p.bpmn': one() },
    start: {
      process: 'one',
      variables: {
        big: 9007199254740991,
        small: -0.125,
        text: '𠮷野 "quoted" \\ \n line',
        empty: '',
        list: [[], {}, [1, 'a']],
      },
    },
    handlers: { 'one-a': [{ complete: { deep: { a: { b: { c: [1, { d: true }] } } } } }] },
  },
  {
    folder: 'job-jobs-in-a-row',
    name: 'the script of a handler is read in the order of activation',
    files: {
      'p.bpmn': bpmn(
        process(
          'row',
          [start(), service('a', 'row'), service('b', 'row'), service('c', 'row'), end()],
          ['s > a > b > c > e'],
        ),
      ),
    },
    start: { process: 'row' },
    handlers: {
      row: [{ complete: { a: 1 } }, { fail: { retries: 1 } }, { complete: { b: 2 } }, { complete: { c: 3 } }],
    },
  },
]
