/** A place where this FEEL or DMN is known to answer otherwise than Zeebe 8.5.8. `docs/conformance.md` prints them. */
interface Difference {
  /** What shows it: an expression of `broker-answers.yaml`, a file of `dmn/examples`, or words. */
  expression: string
  kind: 'expression' | 'file' | 'environment'
  /** What the broker does; of an expression its answer as JSON. */
  broker: string
  here: string
  reason: string
}

const patternReason =
  'Regular expressions are those of JavaScript. What Java has beyond them (possessive quantifiers, atomic groups, classes within classes, intersections) is an invalid pattern here, so the function gives null.'

/** Held by the tests beside this file: an expression gives `here`, and the recorded broker's answer is `broker`. */
export const differences: readonly Difference[] = [
  {
    expression: 'split("foobar", "a++")',
    kind: 'expression',
    broker: '["foob","r"]',
    here: 'null',
    reason: patternReason,
  },
  {
    expression: 'matches("foobar", "(?>o)b")',
    kind: 'expression',
    broker: 'true',
    here: 'null',
    reason: patternReason,
  },
  {
    expression: 'matches("aaa", "[[a]b]")',
    kind: 'expression',
    broker: 'true',
    here: 'null',
    reason: patternReason,
  },
  {
    expression: 'matches("b", "[a&&b]")',
    kind: 'expression',
    broker: 'false',
    here: 'null',
    reason: patternReason,
  },
  {
    expression: 'string([1.."a"])',
    kind: 'expression',
    broker:
      '"error(\\"Invalid range definition \'ConstRange(ClosedConstRangeBoundary(ConstNumber(1)),ClosedConstRangeBoundary(ConstString(a)))\'\\")"',
    here: '"error(\\"Invalid range definition \'1..\\"a\\"\'\\")"',
    reason: 'The text of an error names the nodes of the parser; both are errors.',
  },
  {
    expression: 'file-wrong-order.dmn',
    kind: 'file',
    broker: 'refused: the elements of a decision table do not stand in the order of the schema',
    here: 'accepted',
    reason: 'The reader (dmn-moddle) does not keep the order of elements. Modelers write it right.',
  },
  {
    expression: 'now()',
    kind: 'environment',
    broker: "the time zone of the broker's machine, and nanoseconds",
    here: 'Etc/UTC, and milliseconds',
    reason: 'The engine runs on UTC; a broker in production does so as well.',
  },
  {
    expression: 'a variable of 2^53 or more, or 2.0',
    kind: 'environment',
    broker: 'whole numbers have 64 bits; 2.0 stays a decimal, so string(x) is "2.0"',
    here: 'JSON numbers have 53 bits; 2.0 is 2',
    reason: 'Variables are JSON as JavaScript reads it. Keys and amounts in fen stay far below.',
  },
  {
    expression: 'for x in 1..100000000 return x',
    kind: 'environment',
    broker: 'goes on until its memory is used up',
    here: 'fails beyond 10,000,000 items',
    reason: 'One expression must not take the process down.',
  },
]
