/** Business rule tasks: hit policies, chained decisions, what is missing or violated. */
import type { AuthoredCase } from '../authored-case.ts'
import { bpmn, decide, end, exclusive, process, start } from '../bpmn.ts'
import { dmn } from '../dmn.ts'

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
]
