/** Subprocesses, event subprocesses, calls, errors, escalations and terminate ends: who catches what, and which variables go where. */
import type { AuthoredCase } from '../authored-case.ts'
import {
  after,
  boundary,
  bpmn,
  call,
  catches,
  end,
  eventSub,
  exclusive,
  onError,
  onEscalation,
  onMessage,
  onSignal,
  onTerminate,
  parallel,
  plain,
  process,
  script,
  service,
  start,
  sub,
  throws,
  user,
} from '../bpmn.ts'

const leaf = (definition?: Parameters<typeof end>[1]) =>
  process('leaf', [start('ls'), service('work', 'leaf-work'), end('le', definition)], ['ls > work > le'])
const fails = (code: string, variables?: object) => ({
  'leaf-work': [{ error: { code, ...(variables && { variables }) } }],
})
const works = (answer: object = {}) => ({ 'leaf-work': [{ complete: answer }] })

export const cases: AuthoredCase[] = [
  {
    folder: 'subprocess-scope',
    name: 'local variables of a subprocess are gone after it; others remain',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub('inner', [start('is'), service('a', 'leaf-work'), end('ie')], ['is > a > ie'], {
              in: { x: '=outer + 1' },
            }),
            end(),
          ],
          ['s > inner > e'],
        ),
      ),
    },
    start: { process: 'main', variables: { outer: 1 } },
    handlers: works({ x: 5, y: 6 }),
  },
  {
    folder: 'subprocess-output',
    name: 'the output mapping of a subprocess',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub('inner', [start('is'), service('a', 'leaf-work'), end('ie')], ['is > a > ie'], {
              in: { x: '=outer + 1' },
              out: { result: '=x * 2', y: '=y' },
            }),
            end(),
          ],
          ['s > inner > e'],
        ),
      ),
    },
    start: { process: 'main', variables: { outer: 1 } },
    handlers: works({ x: 5, y: 6 }),
  },
  {
    folder: 'subprocess-shadowed',
    name: 'three scopes with a variable of one name: each write goes to the nearest that has it',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub(
              'one',
              [
                start('s1'),
                sub(
                  'two',
                  [start('s2'), script('w', '=x + 1', 'x'), script('v', '=y + 1', 'y'), end('e2')],
                  ['s2 > w > v > e2'],
                  { in: { x: '=x * 10' } },
                ),
                script('after', '=[x, y]', 'seen'),
                end('e1'),
              ],
              ['s1 > two > after > e1'],
              { in: { y: '=100' } },
            ),
            end(),
          ],
          ['s > one > e'],
        ),
      ),
    },
    start: { process: 'main', variables: { x: 1, y: 2 } },
  },
  {
    folder: 'subprocess-boundary-error',
    name: 'an error inside a subprocess is caught at its boundary',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub(
              'inner',
              [start('is'), parallel('f'), service('a', 'leaf-work'), user('b'), end('ie'), end('ie2')],
              ['is > f > a > ie', 'f > b > ie2'],
            ),
            boundary('bad', 'inner', onError('BAD')),
            end(),
            end('c'),
          ],
          ['s > inner > e', 'bad > c'],
        ),
      ),
    },
    start: { process: 'main' },
    handlers: fails('BAD', { why: 1 }),
  },
  {
    folder: 'error-end-event',
    name: 'an error end event inside a subprocess',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub('inner', [start('is'), plain('t'), end('ie', onError('BAD'))], ['is > t > ie']),
            boundary('bad', 'inner', onError('BAD')),
            end(),
            end('c'),
          ],
          ['s > inner > e', 'bad > c'],
        ),
      ),
    },
    start: { process: 'main' },
  },
  {
    folder: 'error-end-event-uncaught',
    name: 'an error end event that nobody catches: an incident',
    files: { 'p.bpmn': bpmn(process('main', [start(), end('e', onError('BAD'))], ['s > e'])) },
    start: { process: 'main' },
  },
  {
    folder: 'error-end-expression',
    name: 'an error end event with its code by FEEL',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub('inner', [start('is'), end('ie', onError('=code'))], ['is > ie']),
            boundary('bad', 'inner', onError('X7')),
            boundary('other', 'inner', onError('X8')),
            end(),
            end('c'),
            end('d'),
          ],
          ['s > inner > e', 'bad > c', 'other > d'],
        ),
      ),
    },
    start: { process: 'main', variables: { code: 'X7' } },
  },
  {
    folder: 'error-catch-all',
    name: 'an error event without a code catches every error',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [start(), service('a', 'leaf-work'), boundary('any', 'a', onError()), end(), end('c')],
          ['s > a > e', 'any > c'],
        ),
      ),
    },
    start: { process: 'main' },
    handlers: fails('WHATEVER'),
  },
  {
    folder: 'error-exact-before-catch-all',
    name: 'the event of the exact code is preferred to the one without',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            service('a', 'leaf-work'),
            boundary('any', 'a', onError()),
            boundary('exact', 'a', onError('BAD')),
            end(),
            end('c'),
            end('d'),
          ],
          ['s > a > e', 'any > c', 'exact > d'],
        ),
      ),
    },
    start: { process: 'main' },
    handlers: fails('BAD'),
  },
  {
    folder: 'error-inner-catch-all-before-outer-exact',
    name: 'a catch-all inside is nearer than the exact code outside',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub(
              'inner',
              [start('is'), service('a', 'leaf-work'), boundary('any', 'a', onError()), end('ie'), end('ia')],
              ['is > a > ie', 'any > ia'],
            ),
            boundary('exact', 'inner', onError('BAD')),
            end(),
            end('d'),
          ],
          ['s > inner > e', 'exact > d'],
        ),
      ),
    },
    start: { process: 'main' },
    handlers: fails('BAD'),
  },
  {
    folder: 'error-event-subprocess-over-boundary',
    name: 'inside a subprocess its event subprocess catches before its boundary',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub(
              'inner',
              [
                start('is'),
                service('a', 'leaf-work'),
                end('ie'),
                eventSub(
                  'handle',
                  [start('es', onError('BAD')), user('repair'), end('ee')],
                  ['es > repair > ee'],
                ),
              ],
              ['is > a > ie'],
            ),
            boundary('bad', 'inner', onError('BAD')),
            user('next'),
            end(),
            end('c'),
          ],
          ['s > inner > next > e', 'bad > c'],
        ),
      ),
    },
    start: { process: 'main' },
    handlers: fails('BAD', { why: 'x' }),
    steps: [{ completeUserTask: { element: 'repair' } }],
  },
  {
    folder: 'error-thrown-again',
    name: 'an event subprocess that throws the error it caught: the boundary of its scope takes it',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub(
              'inner',
              [
                start('is'),
                service('a', 'leaf-work'),
                end('ie'),
                eventSub('handle', [start('es', onError('BAD')), end('ee', onError('BAD'))], ['es > ee']),
              ],
              ['is > a > ie'],
            ),
            boundary('bad', 'inner', onError('BAD')),
            end(),
            end('c'),
          ],
          ['s > inner > e', 'bad > c'],
        ),
      ),
    },
    start: { process: 'main' },
    handlers: fails('BAD'),
  },
  {
    folder: 'error-process-event-subprocess',
    name: 'an error event subprocess of the process ends everything else',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            parallel('f'),
            service('a', 'leaf-work'),
            user('b'),
            end(),
            end('e2'),
            eventSub(
              'handle',
              [start('es', onError()), script('mark', '=true', 'failed'), end('ee')],
              ['es > mark > ee'],
            ),
          ],
          ['s > f > a > e', 'f > b > e2'],
        ),
      ),
    },
    start: { process: 'main' },
    handlers: fails('BAD'),
  },
  {
    folder: 'error-boundary-loop',
    name: 'retry by a loop over an error boundary',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            exclusive('in'),
            service('a', 'leaf-work'),
            boundary('bad', 'a', onError('BAD')),
            user('repair'),
            end(),
          ],
          ['s > in > a > e', 'bad > repair > in'],
        ),
      ),
    },
    start: { process: 'main' },
    handlers: {
      'leaf-work': [{ error: { code: 'BAD' } }, { error: { code: 'BAD' } }, { complete: { ok: 1 } }],
    },
    steps: [{ completeUserTask: { element: 'repair' } }, { completeUserTask: { element: 'repair' } }],
  },
  {
    folder: 'call-activity',
    name: 'a call gives all variables both ways',
    files: {
      'p.bpmn': bpmn(process('main', [start(), call('c', 'leaf'), end()], ['s > c > e'])),
      'q.bpmn': bpmn(leaf()),
    },
    start: { process: 'main', variables: { n: 1 } },
    handlers: works({ done: true, n: 2 }),
  },
  {
    folder: 'call-not-propagated',
    name: 'a call that gives nothing back without a mapping',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            call('c', 'leaf', { propagateChild: false, out: { r: '=done' } }),
            call('d', 'leaf', { propagateChild: false }),
            end(),
          ],
          ['s > c > d > e'],
        ),
      ),
      'q.bpmn': bpmn(leaf()),
    },
    start: { process: 'main', variables: { n: 1 } },
    handlers: works({ done: true, n: 2 }),
  },
  {
    folder: 'call-inputs-only',
    name: 'a call that takes its inputs only',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            call('c', 'leaf', { propagateParent: false, in: { x: '=n + 1' }, out: { seen: '=seen' } }),
            end(),
          ],
          ['s > c > e'],
        ),
      ),
      'q.bpmn': bpmn(
        process('leaf', [start('ls'), script('w', '=[x, n]', 'seen'), end('le')], ['ls > w > le']),
      ),
    },
    start: { process: 'main', variables: { n: 1 } },
  },
  {
    folder: 'call-output-mapping',
    name: 'an output mapping on a call: only what is mapped comes back',
    files: {
      'p.bpmn': bpmn(
        process('main', [start(), call('c', 'leaf', { out: { r: '=done' } }), end()], ['s > c > e']),
      ),
      'q.bpmn': bpmn(leaf()),
    },
    start: { process: 'main', variables: { n: 1 } },
    handlers: works({ done: true, other: 2 }),
  },
  {
    folder: 'call-missing',
    name: 'a called process that is not there: an incident',
    files: { 'p.bpmn': bpmn(process('main', [start(), call('c', 'nobody'), end()], ['s > c > e'])) },
    start: { process: 'main' },
  },
  {
    folder: 'call-by-expression',
    name: 'the called process by FEEL',
    files: {
      'p.bpmn': bpmn(process('main', [start(), call('c', '=which'), end()], ['s > c > e'])),
      'q.bpmn': bpmn(leaf()),
    },
    start: { process: 'main', variables: { which: 'leaf' } },
    handlers: works(),
  },
  {
    folder: 'call-by-expression-null',
    name: 'the called process is null: an incident; resolved',
    files: {
      'p.bpmn': bpmn(process('main', [start(), call('c', '=which'), end()], ['s > c > e'])),
      'q.bpmn': bpmn(leaf()),
    },
    start: { process: 'main' },
    handlers: works(),
    steps: [{ resolveIncident: { element: 'c', variables: { which: 'leaf' } } }],
  },
  {
    folder: 'call-no-none-start',
    name: 'a called process that has only a message start: an incident',
    files: {
      'p.bpmn': bpmn(process('main', [start(), call('c', 'opens'), end()], ['s > c > e'])),
      'q.bpmn': bpmn(process('opens', [start('ms', onMessage('open')), end('me')], ['ms > me'])),
    },
    start: { process: 'main' },
  },
  {
    folder: 'call-error-caught',
    name: 'an error of a called process is caught at the call',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [start(), call('c', 'leaf'), boundary('bad', 'c', onError('BAD')), end(), end('x')],
          ['s > c > e', 'bad > x'],
        ),
      ),
      'q.bpmn': bpmn(leaf()),
    },
    start: { process: 'main' },
    handlers: fails('BAD', { why: 1 }),
  },
  {
    folder: 'call-error-end',
    name: 'an error end event of a called process',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [start(), call('c', 'leaf'), boundary('bad', 'c', onError('BAD')), end(), end('x')],
          ['s > c > e', 'bad > x'],
        ),
      ),
      'q.bpmn': bpmn(leaf(onError('BAD'))),
    },
    start: { process: 'main' },
    handlers: works({ a: 1 }),
  },
  {
    folder: 'call-cancelled',
    name: 'a cancelled instance takes its called instance with it',
    files: {
      'p.bpmn': bpmn(process('main', [start(), call('c', 'leaf'), end()], ['s > c > e'])),
      'q.bpmn': bpmn(leaf()),
    },
    start: { process: 'main' },
    steps: [{ cancel: {} }],
  },
  {
    folder: 'call-interrupted',
    name: 'a boundary timer ends the called instance',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [start(), call('c', 'leaf'), boundary('late', 'c', after('PT1H')), user('u'), end(), end('x')],
          ['s > c > e', 'late > u > x'],
        ),
      ),
      'q.bpmn': bpmn(leaf()),
    },
    start: { process: 'main' },
    steps: [{ advanceTime: 'PT2H' }],
  },
  {
    folder: 'call-nested',
    name: 'a call in a call, a message inside, a variable back through both',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [start(), call('c', 'middle', { in: { id: '=key' }, out: { answer: '=answer' } }), end()],
          ['s > c > e'],
        ),
      ),
      'q.bpmn': bpmn(process('middle', [start('ms'), call('d', 'last'), end('me')], ['ms > d > me'])),
      'r.bpmn': bpmn(
        process('last', [start('ls'), catches('m', onMessage('tell', '=id')), end('le')], ['ls > m > le']),
      ),
    },
    start: { process: 'main', variables: { key: 'nest' } },
    steps: [{ publishMessage: { name: 'tell', correlationKey: 'nest', variables: { answer: 42 } } }],
  },
  {
    folder: 'call-version-of-latest',
    name: 'two calls one after the other of a process with a user task',
    files: {
      'p.bpmn': bpmn(
        process('main', [start(), call('c', 'task'), call('d', 'task'), end()], ['s > c > d > e']),
      ),
      'q.bpmn': bpmn(process('task', [start('ts'), user('u'), end('te')], ['ts > u > te'])),
    },
    start: { process: 'main' },
    steps: [
      { completeUserTask: { element: 'u', variables: { a: 1 } } },
      { completeUserTask: { element: 'u', variables: { b: 2 } } },
    ],
  },
  {
    folder: 'call-incident-inside',
    name: 'an incident inside a called process is resolved there',
    files: {
      'p.bpmn': bpmn(process('main', [start(), call('c', 'leaf'), end()], ['s > c > e'])),
      'q.bpmn': bpmn(leaf()),
    },
    start: { process: 'main' },
    handlers: { 'leaf-work': [{ fail: { retries: 0 } }, { complete: { ok: 1 } }] },
    steps: [{ resolveIncident: { element: 'work', retries: 1 } }],
  },
  {
    folder: 'terminate-end',
    name: 'a terminate end event ends what else goes on in its process',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [start(), parallel('f'), user('a'), service('b', 'leaf-work'), end(), end('stop', onTerminate)],
          ['s > f > a > e', 'f > b > stop'],
        ),
      ),
    },
    start: { process: 'main' },
    handlers: works({ x: 1 }),
  },
  {
    folder: 'terminate-end-in-subprocess',
    name: 'inside a subprocess a terminate end ends that subprocess only; the flow goes on',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            parallel('f'),
            sub(
              'inner',
              [start('is'), parallel('g'), user('a'), plain('b'), end('ie'), end('stop', onTerminate)],
              ['is > g > a > ie', 'g > b > stop'],
            ),
            user('other'),
            user('next'),
            end(),
            end('e2'),
          ],
          ['s > f > inner > next > e', 'f > other > e2'],
        ),
      ),
    },
    start: { process: 'main' },
  },
  {
    folder: 'terminate-end-in-call',
    name: 'a terminate end of a called process ends that instance only',
    files: {
      'p.bpmn': bpmn(
        process('main', [start(), call('c', 'leaf'), user('next'), end()], ['s > c > next > e']),
      ),
      'q.bpmn': bpmn(
        process(
          'leaf',
          [start('ls'), parallel('f'), user('a'), end('stop', onTerminate)],
          ['ls > f > a', 'f > stop'],
        ),
      ),
    },
    start: { process: 'main' },
  },
  {
    folder: 'escalation-boundary',
    name: 'an escalation from a subprocess that goes on: non-interrupting boundary',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub(
              'inner',
              [start('is'), throws('esc', onEscalation('LATE')), user('a'), end('ie')],
              ['is > esc > a > ie'],
            ),
            boundary('told', 'inner', onEscalation('LATE'), { interrupting: false }),
            user('boss'),
            end(),
            end('x'),
          ],
          ['s > inner > e', 'told > boss > x'],
        ),
      ),
    },
    start: { process: 'main' },
    steps: [{ completeUserTask: { element: 'a' } }, { completeUserTask: { element: 'boss' } }],
  },
  {
    folder: 'escalation-interrupting',
    name: 'an escalation with an interrupting boundary ends the subprocess',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub(
              'inner',
              [
                start('is'),
                parallel('f'),
                throws('esc', onEscalation('LATE')),
                user('a'),
                user('b'),
                end('ie'),
                end('ie2'),
              ],
              ['is > f > esc > a > ie', 'f > b > ie2'],
            ),
            boundary('told', 'inner', onEscalation('LATE')),
            end(),
            end('x'),
          ],
          ['s > inner > e', 'told > x'],
        ),
      ),
    },
    start: { process: 'main' },
  },
  {
    folder: 'escalation-end',
    name: 'an escalation end event',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub('inner', [start('is'), end('ie', onEscalation('LATE'))], ['is > ie']),
            boundary('told', 'inner', onEscalation('LATE'), { interrupting: false }),
            end(),
            end('x'),
          ],
          ['s > inner > e', 'told > x'],
        ),
      ),
    },
    start: { process: 'main' },
  },
  {
    folder: 'escalation-uncaught',
    name: 'an escalation that nobody catches is no fault',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [start(), throws('esc', onEscalation('LATE')), end('e', onEscalation('END'))],
          ['s > esc > e'],
        ),
      ),
    },
    start: { process: 'main' },
  },
  {
    folder: 'escalation-through-call',
    name: 'an escalation of a called process reaches the call',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            call('c', 'leaf'),
            boundary('told', 'c', onEscalation('LATE'), { interrupting: false }),
            end(),
            end('x'),
          ],
          ['s > c > e', 'told > x'],
        ),
      ),
      'q.bpmn': bpmn(
        process(
          'leaf',
          [start('ls'), throws('esc', onEscalation('LATE')), user('u'), end('le')],
          ['ls > esc > u > le'],
        ),
      ),
    },
    start: { process: 'main' },
    steps: [{ completeUserTask: { element: 'u' } }],
  },
  {
    folder: 'escalation-catch-all',
    name: 'an escalation event without a code',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub('inner', [start('is'), throws('esc', onEscalation('ONE')), end('ie')], ['is > esc > ie']),
            boundary('any', 'inner', onEscalation(), { interrupting: false }),
            end(),
            end('x'),
          ],
          ['s > inner > e', 'any > x'],
        ),
      ),
    },
    start: { process: 'main' },
  },
  {
    folder: 'escalation-event-subprocess',
    name: 'an escalation taken by an event subprocess of the process',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            throws('esc', onEscalation('LATE')),
            user('a'),
            end(),
            eventSub(
              'handle',
              [start('es', onEscalation('LATE'), { interrupting: false }), user('boss'), end('ee')],
              ['es > boss > ee'],
            ),
          ],
          ['s > esc > a > e'],
        ),
      ),
    },
    start: { process: 'main' },
    steps: [{ completeUserTask: { element: 'a' } }, { completeUserTask: { element: 'boss' } }],
  },
  {
    folder: 'escalation-in-loop',
    name: 'an escalation thrown twice, both times taken without interrupting',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub(
              'inner',
              [
                start('is'),
                exclusive('in'),
                throws('esc', onEscalation('LATE')),
                script('n', '=n + 1', 'n'),
                exclusive('g'),
                end('ie'),
              ],
              ['is > in > esc > n > g', 'g > in [=n < 2]', 'g > ie [default]'],
            ),
            boundary('told', 'inner', onEscalation('LATE'), { interrupting: false }),
            end(),
            end('x'),
          ],
          ['s > inner > e', 'told > x'],
        ),
      ),
    },
    start: { process: 'main', variables: { n: 0 } },
  },
  {
    folder: 'event-subprocess-non-interrupting-scope',
    name: 'a non-interrupting event subprocess keeps its scope open',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub(
              'inner',
              [
                start('is'),
                user('a'),
                end('ie'),
                eventSub(
                  'more',
                  [start('es', onMessage('more', '=id'), { interrupting: false }), user('b'), end('ee')],
                  ['es > b > ee'],
                ),
              ],
              ['is > a > ie'],
            ),
            user('next'),
            end(),
          ],
          ['s > inner > next > e'],
        ),
      ),
    },
    start: { process: 'main', variables: { id: 'esn' } },
    steps: [
      { publishMessage: { name: 'more', correlationKey: 'esn', variables: { x: 1 } } },
      { completeUserTask: { element: 'a' } },
      { completeUserTask: { element: 'b' } },
    ],
  },
  {
    folder: 'event-subprocess-variables',
    name: 'variables of a message with an event subprocess: local by output mapping, else to the process',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            user('a'),
            end(),
            eventSub(
              'one',
              [
                start('es', onMessage('one', '=id'), { interrupting: false, out: { got: '=x' } }),
                user('b'),
                end('ee'),
              ],
              ['es > b > ee'],
            ),
            eventSub(
              'two',
              [start('es2', onMessage('two', '=id'), { interrupting: false }), user('c'), end('ee2')],
              ['es2 > c > ee2'],
            ),
          ],
          ['s > a > e'],
        ),
      ),
    },
    start: { process: 'main', variables: { id: 'esv' } },
    steps: [
      { publishMessage: { name: 'one', correlationKey: 'esv', variables: { x: 1 } } },
      { publishMessage: { name: 'two', correlationKey: 'esv', variables: { y: 2 } } },
      { completeUserTask: { element: 'b' } },
      { completeUserTask: { element: 'c' } },
    ],
  },
  {
    folder: 'event-subprocess-twice-interrupting',
    name: 'two interrupting event subprocesses: after the first the second is deaf',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            user('a'),
            end(),
            eventSub('one', [start('es', onSignal('one')), user('b'), end('ee')], ['es > b > ee']),
            eventSub('two', [start('es2', onSignal('two')), user('c'), end('ee2')], ['es2 > c > ee2']),
          ],
          ['s > a > e'],
        ),
      ),
    },
    start: { process: 'main' },
    steps: [{ broadcastSignal: { name: 'one' } }, { broadcastSignal: { name: 'two' } }],
  },
  {
    folder: 'boundary-on-subprocess-non-interrupting',
    name: 'a non-interrupting boundary of a subprocess: the branch goes on after the subprocess has ended',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub('inner', [start('is'), user('a'), end('ie')], ['is > a > ie']),
            boundary('z', 'inner', onSignal('ring'), { interrupting: false }),
            user('b'),
            end(),
            end('x'),
          ],
          ['s > inner > e', 'z > b > x'],
        ),
      ),
    },
    start: { process: 'main' },
    steps: [
      { broadcastSignal: { name: 'ring' } },
      { completeUserTask: { element: 'a' } },
      { completeUserTask: { element: 'b' } },
    ],
  },
  {
    folder: 'boundary-output-mapping',
    name: "a boundary event's output mapping sees the message only through its own scope",
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            user('a'),
            boundary('m', 'a', onMessage('stop', '=id'), { out: { why: '=reason' } }),
            end(),
            end('x'),
          ],
          ['s > a > e', 'm > x'],
        ),
      ),
    },
    start: { process: 'main', variables: { id: 'bom', reason: 'old' } },
    steps: [
      { publishMessage: { name: 'stop', correlationKey: 'bom', variables: { reason: 'new', rest: 1 } } },
    ],
  },
  {
    folder: 'error-in-two-branches',
    name: 'two branches throw the same error: the first ends the other',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub(
              'inner',
              [
                start('is'),
                parallel('f'),
                service('a', 'leaf-work'),
                service('b', 'leaf-work'),
                end('ie'),
                end('ie2'),
              ],
              ['is > f > a > ie', 'f > b > ie2'],
            ),
            boundary('bad', 'inner', onError('BAD')),
            end(),
            end('c'),
          ],
          ['s > inner > e', 'bad > c'],
        ),
      ),
    },
    start: { process: 'main' },
    handlers: fails('BAD'),
  },
  {
    folder: 'subprocess-in-parallel-cancel',
    name: 'cancelled in the middle of a join, with nested scopes',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            parallel('f'),
            sub(
              'inner',
              [start('is'), sub('deep', [start('ds'), user('u'), end('de')], ['ds > u > de']), end('ie')],
              ['is > deep > ie'],
            ),
            plain('p'),
            parallel('j'),
            end(),
          ],
          ['s > f > inner > j > e', 'f > p > j'],
        ),
      ),
    },
    start: { process: 'main' },
    steps: [{ cancel: {} }],
  },
  {
    folder: 'subprocess-empty',
    name: 'a subprocess that is start and end only',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [start(), sub('inner', [start('is'), end('ie')], ['is > ie']), end()],
          ['s > inner > e'],
        ),
      ),
    },
    start: { process: 'main' },
    order: [
      ['ie', 'e'],
      ['inner', 'e'],
    ],
  },
]
