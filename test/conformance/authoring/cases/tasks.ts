/** Jobs, scripts, decisions, calls without semantics of their own: what a worker or an expression gives back, and how it fails. */
import type { AuthoredCase } from '../authored-case.ts'
import {
  after,
  association,
  boundary,
  bpmn,
  compensate,
  decide,
  end,
  exclusive,
  manual,
  onError,
  parallel,
  plain,
  process,
  script,
  scriptJob,
  send,
  sendsMessage,
  service,
  start,
  throws,
  user,
} from '../bpmn.ts'
import { dmn } from '../dmn.ts'

const one = (work: Parameters<typeof service>[2] = {}) =>
  bpmn(process('one', [start(), service('a', 'one-a', work), end()], ['s > a > e']))
const retried = (steps: AuthoredCase['steps'], answers: object[]) => ({
  files: { 'p.bpmn': one() },
  start: { process: 'one' },
  handlers: { 'one-a': answers },
  ...(steps && { steps }),
})
const levels = dmn('levels', [
  {
    id: 'level',
    hitPolicy: 'UNIQUE',
    inputs: ['amount'],
    outputs: ['level'],
    rules: [
      ['< 100', '"low"'],
      ['[100..1000)', '"middle"'],
      ['>= 1000', '"high"'],
    ],
  },
])

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
    folder: 'input-merges',
    name: 'inputs into one context merge; a later input sees an earlier one',
    files: {
      'p.bpmn': one({ in: { 'o.a': '=n', 'o.b': '=o.a + 1', c: '=o.b' }, out: { o: '=o', c: '=c' } }),
    },
    start: { process: 'one', variables: { n: 1 } },
    handlers: { 'one-a': [{ complete: {} }] },
  },
  {
    folder: 'input-null',
    name: 'an input over a missing variable gives null',
    files: { 'p.bpmn': one({ in: { x: '=missing' }, out: { x: '=x' } }) },
    start: { process: 'one' },
    handlers: { 'one-a': [{ complete: {} }] },
  },
  {
    folder: 'input-static',
    name: 'a mapping without = is a text',
    files: { 'p.bpmn': one({ in: { x: 'plain text', n: '12' }, out: { x: '=x', n: '=n' } }) },
    start: { process: 'one' },
    handlers: { 'one-a': [{ complete: {} }] },
  },
  {
    folder: 'input-fails',
    name: 'an input mapping that fails is an incident before the job',
    files: { 'p.bpmn': one({ in: { x: '=assert(y, y != null)' } }) },
    start: { process: 'one' },
    steps: [{ resolveIncident: { element: 'a', variables: { y: 1 } } }],
  },
  {
    folder: 'output-fails',
    name: 'an output mapping that fails is an incident after the job; resolved with a variable',
    files: { 'p.bpmn': one({ out: { x: '=assert(y, y != null)' } }) },
    start: { process: 'one' },
    handlers: { 'one-a': [{ complete: {} }] },
    steps: [{ resolveIncident: { element: 'a', variables: { y: 1 } } }],
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
  {
    folder: 'script-result',
    name: 'a script gives its result to the process scope, null included',
    files: {
      'p.bpmn': bpmn(
        process(
          'scripts',
          [
            start(),
            script('a', '=n + 1', 'm'),
            script('b', '=m * 2', 'm'),
            script('c', '=missing', 'none'),
            script('d', '={x: m, y: [n, m]}', 'both'),
            end(),
          ],
          ['s > a > b > c > d > e'],
        ),
      ),
    },
    start: { process: 'scripts', variables: { n: 1 } },
  },
  {
    folder: 'script-output',
    name: 'with an output mapping the result of a script stays local',
    files: {
      'p.bpmn': bpmn(
        process(
          'scripts',
          [start(), script('a', '=n + 1', 'm', { out: { r: '=m * 10' } }), end()],
          ['s > a > e'],
        ),
      ),
    },
    start: { process: 'scripts', variables: { n: 1 } },
  },
  {
    folder: 'script-input',
    name: 'a script sees its inputs',
    files: {
      'p.bpmn': bpmn(
        process(
          'scripts',
          [start(), script('a', '=x + n', 'm', { in: { x: '=n * 100', n: '=5' } }), end()],
          ['s > a > e'],
        ),
      ),
    },
    start: { process: 'scripts', variables: { n: 1 } },
  },
  {
    folder: 'script-fails',
    name: 'a script that fails is an incident',
    files: {
      'p.bpmn': bpmn(
        process('scripts', [start(), script('a', '=assert(x, x > 3)', 'm'), end()], ['s > a > e']),
      ),
    },
    start: { process: 'scripts', variables: { x: 1 } },
    steps: [{ resolveIncident: { element: 'a', variables: { x: 5 } } }],
  },
  {
    folder: 'decision-unique',
    name: 'a decision with one output gives the bare value',
    files: {
      'p.bpmn': bpmn(
        process(
          'rule',
          [start(), decide('r', 'level', 'answer'), exclusive('g'), end('low'), end('other')],
          ['s > r > g', 'g > low [=answer = "low"]', 'g > other [default]'],
        ),
      ),
      'd.dmn': levels,
    },
    start: { process: 'rule', variables: { amount: 99.5 } },
  },
  {
    folder: 'decision-output',
    name: 'the output mapping of a rule task',
    files: {
      'p.bpmn': bpmn(
        process(
          'rule',
          [
            start(),
            decide('r', 'level', 'answer', {
              in: { amount: '=fen / 100' },
              out: { 'result.level': '=answer' },
            }),
            end(),
          ],
          ['s > r > e'],
        ),
      ),
      'd.dmn': levels,
    },
    start: { process: 'rule', variables: { fen: 20000 } },
  },
  {
    folder: 'decision-missing',
    name: 'a decision that is not deployed is an incident',
    files: {
      'p.bpmn': bpmn(process('rule', [start(), decide('r', 'nowhere', 'answer'), end()], ['s > r > e'])),
    },
    start: { process: 'rule' },
  },
  {
    folder: 'decision-by-expression',
    name: 'the id of a decision by FEEL',
    files: {
      'p.bpmn': bpmn(process('rule', [start(), decide('r', '=which', 'answer'), end()], ['s > r > e'])),
      'd.dmn': levels,
    },
    start: { process: 'rule', variables: { which: 'level', amount: 5000 } },
  },
  {
    folder: 'decision-unique-violated',
    name: 'two rules of a UNIQUE table match: an incident; resolved with other data',
    files: {
      'p.bpmn': bpmn(process('rule', [start(), decide('r', 'both', 'answer'), end()], ['s > r > e'])),
      'd.dmn': dmn('twice', [
        {
          id: 'both',
          hitPolicy: 'UNIQUE',
          inputs: ['n'],
          outputs: ['o'],
          rules: [
            ['> 1', '1'],
            ['> 2', '2'],
          ],
        },
      ]),
    },
    start: { process: 'rule', variables: { n: 3 } },
    steps: [{ resolveIncident: { element: 'r', variables: { n: 2 } } }],
  },
  {
    folder: 'decision-no-match',
    name: 'without a matching rule each hit policy gives null',
    files: {
      'p.bpmn': bpmn(
        process(
          'rule',
          [
            start(),
            ...['u', 'f', 'a', 'c', 'ro', 'sum', 'cnt', 'mx'].map((id) => decide(id, `none_${id}`, id)),
            end(),
          ],
          ['s > u > f > a > c > ro > sum > cnt > mx > e'],
        ),
      ),
      'd.dmn': dmn(
        'none',
        (
          [
            ['u', 'UNIQUE'],
            ['f', 'FIRST'],
            ['a', 'ANY'],
            ['c', 'COLLECT'],
            ['ro', 'RULE ORDER'],
            ['sum', 'COLLECT', 'SUM'],
            ['cnt', 'COLLECT', 'COUNT'],
            ['mx', 'COLLECT', 'MAX'],
          ] as const
        ).map(([id, hitPolicy, aggregation]) => ({
          id: `none_${id}`,
          hitPolicy,
          ...(aggregation && { aggregation }),
          inputs: ['n'],
          outputs: ['o'],
          rules: [['> 100', '1']],
        })),
      ),
    },
    start: { process: 'rule', variables: { n: 3 } },
  },
  {
    folder: 'decision-hit-policies',
    name: 'ANY, COLLECT with each aggregation, several outputs',
    files: {
      'p.bpmn': bpmn(
        process(
          'rule',
          [
            start(),
            ...['any', 'list', 'sum', 'min', 'max', 'count', 'rows', 'row'].map((id) =>
              decide(id, `hit_${id}`, id),
            ),
            end(),
          ],
          ['s > any > list > sum > min > max > count > rows > row > e'],
        ),
      ),
      'd.dmn': dmn('hits', [
        {
          id: 'hit_any',
          hitPolicy: 'ANY',
          inputs: ['n'],
          outputs: ['o'],
          rules: [
            ['> 1', '"x"'],
            ['> 2', '"x"'],
            ['> 9', '"y"'],
          ],
        },
        ...([['list'], ['sum', 'SUM'], ['min', 'MIN'], ['max', 'MAX'], ['count', 'COUNT']] as const).map(
          ([id, aggregation]) => ({
            id: `hit_${id}`,
            hitPolicy: 'COLLECT',
            ...(aggregation && { aggregation }),
            inputs: ['n'],
            outputs: ['o'],
            rules: [
              ['> 1', '7'],
              ['> 2', '3.5'],
              ['> 9', '100'],
              ['-', '7'],
            ],
          }),
        ),
        {
          id: 'hit_rows',
          hitPolicy: 'COLLECT',
          inputs: ['n'],
          outputs: ['o', 'p'],
          rules: [
            ['> 1', '1', '"a"'],
            ['> 2', '2', '"b"'],
            ['> 9', '3', '"c"'],
          ],
        },
        {
          id: 'hit_row',
          hitPolicy: 'UNIQUE',
          inputs: ['n', 'kind'],
          outputs: ['o', 'p'],
          rules: [
            ['> 1', '"k","m"', '1', 'n + 1'],
            ['> 1', 'not("k","m")', '2', 'null'],
          ],
        },
      ]),
    },
    start: { process: 'rule', variables: { n: 3, kind: 'k' } },
  },
  {
    folder: 'decision-chain',
    name: 'a literal expression over a table over a literal expression',
    files: {
      'p.bpmn': bpmn(process('rule', [start(), decide('r', 'fine', 'fine'), end()], ['s > r > e'])),
      'd.dmn': dmn('chain', [
        { id: 'total', literal: 'sum(for l in lines return l.price * l.count)' },
        {
          id: 'tier',
          hitPolicy: 'FIRST',
          inputs: ['total', 'repeat'],
          outputs: ['tier'],
          rules: [
            ['-', 'true', '3'],
            ['> 100', '-', '2'],
            ['-', '-', '1'],
          ],
          requires: ['total'],
        },
        {
          id: 'fine',
          literal: '{tier: tier, fine: tier * total, listed: tier in [2, 3]}',
          requires: ['tier', 'total'],
        },
      ]),
    },
    start: {
      process: 'rule',
      variables: {
        lines: [
          { price: 60, count: 2 },
          { price: 0.5, count: 3 },
        ],
        repeat: false,
      },
    },
  },
  {
    folder: 'cancel-while-job-is-out',
    name: 'cancelled while two jobs wait: both elements are terminated',
    files: {
      'p.bpmn': bpmn(
        process(
          'two',
          [start(), parallel('f'), service('a', 'two-a'), service('b', 'two-b'), parallel('j'), end()],
          ['s > f > a > j > e', 'f > b > j'],
        ),
      ),
    },
    start: { process: 'two' },
    handlers: { 'two-a': [{ complete: {} }] },
    steps: [{ cancel: {} }, { fails: { cancel: {} } }],
  },
  {
    folder: 'boundary-incident-cancelled',
    name: 'an incident of a task that a timer cancels is gone with it',
    files: {
      'p.bpmn': bpmn(
        process(
          'one',
          [start(), service('a', 'one-a'), boundary('late', 'a', after('PT1H')), end(), end('c')],
          ['s > a > e', 'late > c'],
        ),
      ),
    },
    start: { process: 'one' },
    handlers: { 'one-a': [{ fail: { retries: 0 } }] },
    steps: [{ advanceTime: 'PT2H' }],
  },
  {
    folder: 'variables-set-by-hand',
    name: 'setVariables: into the scope that holds the name, or local',
    files: { 'p.bpmn': one({ in: { local: '=1' }, out: { seen: '=[local, outer, fresh, own]' } }) },
    start: { process: 'one', variables: { outer: 1 } },
    steps: [
      { setVariables: { element: 'a', variables: { local: 2, outer: 2, fresh: 2 } } },
      { setVariables: { element: 'a', variables: { own: 3, outer: 3 }, local: true } },
      { setVariables: { variables: { top: true } } },
    ],
  },
  {
    folder: 'compensation-handler-not-on-path',
    name: 'an activity marked for compensation is never entered by a flow',
    files: {
      'p.bpmn': bpmn(
        process(
          'comp',
          [
            start(),
            service('a', 'comp-a'),
            boundary('c', 'a', compensate('c')),
            service('undo', 'comp-undo', { compensates: true }),
            end(),
            association('c', 'undo'),
          ],
          ['s > a > e'],
        ),
      ),
    },
    start: { process: 'comp' },
    handlers: { 'comp-a': [{ complete: {} }], 'comp-undo': [{ complete: {} }] },
  },
]
