/** Random block-structured processes: what is generated, as data that fast-check can shrink. */
import fc from 'fast-check'

export type Answer = 'complete' | 'fail once' | 'fail for good' | 'known error' | 'other error'

export type Block =
  /** A job; `caught`: a boundary event for the known error stands on it. */
  | { kind: 'work'; answer: Answer; caught: boolean; mapped: boolean }
  | { kind: 'script'; factor: number }
  | { kind: 'wait'; hours: number }
  | { kind: 'sequence'; blocks: Block[] }
  | { kind: 'parallel'; branches: Block[] }
  | { kind: 'choice'; limit: number; then: Block; otherwise: Block }
  | { kind: 'some'; limits: number[]; branches: Block[] }
  | { kind: 'loop'; times: number; body: Block }
  /** `catches`: a boundary event of the subprocess; `deadline`: an interrupting timer on it. */
  | {
      kind: 'subprocess'
      body: Block
      catches: 'nothing' | 'known error' | 'every error'
      deadline: boolean
      shadows: boolean
    }
  | { kind: 'each'; items: number[]; sequential: boolean; until: number; body: Block }

const work = fc.record({
  kind: fc.constant('work' as const),
  answer: fc.oneof(
    { weight: 8, arbitrary: fc.constant<Answer>('complete') },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Answer>('fail once', 'fail for good', 'known error', 'other error'),
    },
  ),
  caught: fc.boolean(),
  mapped: fc.boolean(),
})
const script = fc.record({ kind: fc.constant('script' as const), factor: fc.integer({ min: -3, max: 5 }) })
const wait = fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 5 }) })

/** @param timers whether the process may wait for the clock. */
export function blocks({ timers }: { timers: boolean }): fc.Arbitrary<Block> {
  const leaves = timers ? [work, script, wait] : [work, script]
  return fc.letrec<{ block: Block }>((tie) => {
    const inner = tie('block')
    const few = fc.array(inner, { minLength: 2, maxLength: 3 })
    return {
      block: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.oneof(...leaves) as fc.Arbitrary<Block>,
        fc.record({ kind: fc.constant('sequence' as const), blocks: few }),
        fc.record({ kind: fc.constant('parallel' as const), branches: few }),
        fc.record({
          kind: fc.constant('choice' as const),
          limit: fc.integer({ min: -5, max: 20 }),
          then: inner,
          otherwise: inner,
        }),
        few.chain((branches) =>
          fc.record({
            kind: fc.constant('some' as const),
            limits: fc.array(fc.integer({ min: -5, max: 20 }), {
              minLength: branches.length,
              maxLength: branches.length,
            }),
            branches: fc.constant(branches),
          }),
        ),
        fc.record({ kind: fc.constant('loop' as const), times: fc.integer({ min: 1, max: 3 }), body: inner }),
        fc.record({
          kind: fc.constant('subprocess' as const),
          body: inner,
          catches: fc.constantFrom('nothing' as const, 'known error' as const, 'every error' as const),
          deadline: timers ? fc.boolean() : fc.constant(false),
          shadows: fc.boolean(),
        }),
        fc.record({
          kind: fc.constant('each' as const),
          items: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }),
          sequential: fc.boolean(),
          until: fc.integer({ min: 0, max: 4 }),
          body: inner,
        }),
      ),
    }
  }).block
}
