/** Errors: who catches what, from the exact code to the catch-all, and which variables go along. */
import type { AuthoredCase } from '../authored-case.ts'
import {
  boundary,
  bpmn,
  end,
  eventSub,
  exclusive,
  onError,
  parallel,
  plain,
  process,
  script,
  service,
  start,
  sub,
  user,
} from '../bpmn.ts'
import { fails } from '../leaf-process.ts'

export const cases: AuthoredCase[] = [
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
]
