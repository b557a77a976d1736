/**
 * A generated block as a case. Every job has a type of its own and every branch writes variables of its own, so the outcome depends on the engine's
 * semantics and not on which of two branches a worker serves first.
 */
import {
  after,
  boundary,
  bpmn,
  catches,
  end,
  exclusive,
  inclusive,
  type Node,
  onError,
  parallel,
  process,
  script,
  service,
  start,
  sub,
} from '../authoring/bpmn.ts'
import type { Case, JobAnswer } from '../read-case.ts'
import type { Block } from './blocks.ts'

interface Part {
  nodes: Node[]
  flows: string[]
  first: string
  last: string
}

export function caseOf(name: string, block: Block): Case {
  const handlers = new Map<string, JobAnswer[]>()
  let count = 0
  const fresh = (kind: string) => `${kind}${++count}`
  const body = render(block, ['n'])
  const content = bpmn(
    process(name, [start(), ...body.nodes, end()], [`s > ${body.first}`, ...body.flows, `${body.last} > e`]),
  )
  const waits = /timerEventDefinition/.test(content)
  return {
    name,
    folder: '',
    deploy: [{ name: `${name}.bpmn`, content }],
    files: new Map(),
    now: undefined,
    engines: ['embedded', 'zeebe'],
    starts: [{ process: name, variables: { n: 3 } }],
    handlers,
    steps: waits ? [{ advanceTime: 'PT1H1M' }, { advanceTime: 'PT2H' }, { advanceTime: 'PT9H' }] : [],
    expect: undefined,
  }

  /** @param readable variables that are set when the block begins, newest last. */
  function render(one: Block, readable: string[]): Part {
    const newest = readable.at(-1)!
    switch (one.kind) {
      case 'work': {
        const id = fresh('work')
        handlers.set(id, answers(one.answer, id))
        const task = service(
          id,
          id,
          one.mapped ? { in: { given: `=${newest} + 1` }, out: { [`${id}_out`]: `=[given, ${id}]` } } : {},
        )
        if (!one.caught) return single(task)
        const caught = fresh('caught')
        const merge = fresh('merge')
        return {
          nodes: [
            task,
            boundary(caught, id, onError('KNOWN'), { out: { [`${caught}_why`]: '=why' } }),
            exclusive(merge),
          ],
          flows: [`${id} > ${merge}`, `${caught} > ${merge}`],
          first: id,
          last: merge,
        }
      }
      case 'script': {
        const id = fresh('script')
        return single(script(id, `=if ${newest} = null then 1 else ${newest} * ${one.factor} + 1`, `${id}_x`))
      }
      case 'wait': {
        const id = fresh('wait')
        return single(catches(id, after(`PT${one.hours}H`)))
      }
      case 'sequence':
        return one.blocks.reduce<Part | undefined>((before, inner) => {
          const next = render(inner, before ? [...readable, ...written(before)] : readable)
          return before ? join(before, next) : next
        }, undefined)!
      case 'parallel':
        return fork(
          parallel(fresh('fork')),
          parallel(fresh('join')),
          one.branches.map((inner) => ({ part: render(inner, readable) })),
        )
      case 'choice': {
        const condition = `=${newest} != null and ${newest} > ${one.limit}`
        return fork(exclusive(fresh('choose')), exclusive(fresh('merge')), [
          { part: render(one.then, readable), condition },
          { part: render(one.otherwise, readable), condition: 'default' },
        ])
      }
      case 'some':
        return fork(inclusive(fresh('some')), exclusive(fresh('merge')), [
          ...one.branches.map((inner, index) => ({
            part: render(inner, readable),
            condition: `=${newest} != null and ${newest} > ${one.limits[index]}`,
          })),
          { part: render({ kind: 'script', factor: 0 }, readable), condition: 'default' },
        ])
      case 'loop': {
        const [zero, into, counter, again, out] = ['zero', 'into', 'counter', 'again', 'out'].map(fresh) as [
          string,
          string,
          string,
          string,
          string,
        ]
        const body = render(one.body, readable)
        return {
          nodes: [
            script(zero, '=0', `${counter}_i`),
            exclusive(into),
            ...body.nodes,
            script(counter, `=${counter}_i + 1`, `${counter}_i`),
            exclusive(again),
            exclusive(out),
          ],
          flows: [
            `${zero} > ${into} > ${body.first}`,
            ...body.flows,
            `${body.last} > ${counter} > ${again}`,
            `${again} > ${into} [=${counter}_i < ${one.times}]`,
            `${again} > ${out} [default]`,
          ],
          first: zero,
          last: out,
        }
      }
      case 'subprocess': {
        const id = fresh('sub')
        const merge = fresh('merge')
        const shadow = one.shadows
          ? { in: { [newest]: `=${newest}`, [`${id}_own`]: '=1' }, out: { [`${id}_out`]: `=${newest}` } }
          : {}
        const events = [
          ...(one.catches === 'nothing'
            ? []
            : [boundary(fresh('bad'), id, onError(one.catches === 'known error' ? 'KNOWN' : undefined))]),
          ...(one.deadline ? [boundary(fresh('late'), id, after('PT90M'))] : []),
        ]
        return {
          nodes: [inner(id, one.body, readable, shadow), ...events, exclusive(merge)],
          flows: [`${id} > ${merge}`, ...events.map((event) => `${event.id} > ${merge}`)],
          first: id,
          last: merge,
        }
      }
      case 'each': {
        const id = fresh('each')
        const until = one.until < 3 ? `=numberOfCompletedInstances > ${one.until}` : undefined
        const multi = {
          collection: `=[${one.items.join(', ')}]`,
          element: `${id}_item`,
          outCollection: `${id}_all`,
          outElement: `=${id}_item * 10`,
          sequential: one.sequential,
          ...(until && { until }),
        }
        return single(inner(id, one.body, [...readable, `${id}_item`], { multi }))
      }
    }
  }

  function inner(id: string, block: Block, readable: string[], work: Parameters<typeof sub>[3]): Node {
    const body = render(block, readable)
    return sub(
      id,
      [start(`${id}_s`), ...body.nodes, end(`${id}_e`)],
      [`${id}_s > ${body.first}`, ...body.flows, `${body.last} > ${id}_e`],
      work,
    )
  }

  function fork(opens: Node, closes: Node, branches: { part: Part; condition?: string }[]): Part {
    return {
      nodes: [opens, ...branches.flatMap(({ part }) => part.nodes), closes],
      flows: branches.flatMap(({ part, condition }) => [
        `${opens.id} > ${part.first}${condition ? ` [${condition}]` : ''}`,
        ...part.flows,
        `${part.last} > ${closes.id}`,
      ]),
      first: opens.id,
      last: closes.id,
    }
  }
}

const single = (node: Node): Part => ({ nodes: [node], flows: [], first: node.id, last: node.id })

function join(before: Part, next: Part): Part {
  return {
    nodes: [...before.nodes, ...next.nodes],
    flows: [...before.flows, `${before.last} > ${next.first}`, ...next.flows],
    first: before.first,
    last: next.last,
  }
}

/** Scripts at the top of a part always set their variable. */
function written({ nodes }: Part): string[] {
  const last = nodes.at(-1)
  return last && nodes.length === 1 && last.tag === 'scriptTask' ? [`${last.id}_x`] : []
}

function answers(answer: string, id: string): JobAnswer[] {
  const complete: JobAnswer = { complete: { [id]: 1 } }
  switch (answer) {
    case 'fail once':
      return [{ fail: { retries: 2, message: 'busy', variables: undefined } }, complete]
    case 'fail for good':
      return [{ fail: { retries: 0, message: 'broken', variables: undefined } }]
    case 'known error':
      return [{ error: { code: 'KNOWN', variables: { why: id } } }]
    case 'other error':
      return [{ error: { code: 'OTHER', variables: undefined } }]
    default:
      return [complete]
  }
}
