import { haveSameType, isPointInTime, isSame, order } from '../values/comparison.ts'
import { Decimal } from '../values/decimal.ts'
import { RangeValue, type Boundary, type FunctionValue, type Value } from '../values/value.ts'
import { define, type Functions } from './define.ts'

/** Allen's relations between points and ranges, with the broker's corner cases of open ends. */
export const rangeFunctions: Functions = {
  before: ofPointsAndRanges({
    points: (x, y) => order(x, y) < 0,
    pointRange: (point, { start }) =>
      order(point, start.value) < 0 || (isSame(point, start.value) && !start.closed),
    rangePoint: ({ end }, point) => order(end.value, point) < 0 || (isSame(end.value, point) && !end.closed),
    ranges: (x, y) => endsBefore(x.end, y.start),
  }),
  after: ofPointsAndRanges({
    points: (x, y) => order(x, y) > 0,
    pointRange: (point, { end }) => order(point, end.value) > 0 || (isSame(point, end.value) && !end.closed),
    rangePoint: ({ start }, point) =>
      order(start.value, point) > 0 || (isSame(start.value, point) && !start.closed),
    ranges: (x, y) => endsBefore(y.end, x.start),
  }),
  meets: [ofRanges((x, y) => x.end.closed && y.start.closed && isSame(x.end.value, y.start.value))],
  'met by': [ofRanges((x, y) => x.start.closed && y.end.closed && isSame(x.start.value, y.end.value))],
  overlaps: [ofRanges((x, y) => reaches(x.end, y.start) && reaches(y.end, x.start))],
  'overlaps before': [ofRanges(overlapsBefore)],
  'overlaps after': [ofRanges((x, y) => overlapsBefore(y, x))],
  finishes: ofPointAndRange(['point', 'range'], {
    pointRange: (point, { end }) => end.closed && isSame(end.value, point),
    ranges: (x, y) => sameBoundary(x.end, y.end) && startsWithin(x.start, y.start),
  }),
  'finished by': ofPointAndRange(['point', 'range'], {
    rangePoint: ({ end }, point) => end.closed && isSame(end.value, point),
    ranges: (x, y) => sameBoundary(x.end, y.end) && startsWithin(y.start, x.start),
  }),
  includes: ofPointAndRange(['range', 'point'], {
    rangePoint: (range, point) => holds(range, point),
    ranges: (x, y) => startsWithin(y.start, x.start) && endsWithin(y.end, x.end),
  }),
  during: ofPointAndRange(['point', 'range'], {
    pointRange: (point, range) => holds(range, point),
    ranges: (x, y) => startsWithin(x.start, y.start) && endsWithin(x.end, y.end),
  }),
  starts: ofPointAndRange(['point', 'range'], {
    pointRange: (point, { start }) => start.closed && isSame(start.value, point),
    ranges: (x, y) => sameBoundary(x.start, y.start) && endsWithin(x.end, y.end),
  }),
  'started by': ofPointAndRange(['range', 'point'], {
    rangePoint: ({ start }, point) => start.closed && isSame(start.value, point),
    ranges: (x, y) => sameBoundary(x.start, y.start) && endsWithin(y.end, x.end),
  }),
  coincides: [
    relation(['point1', 'point2'], { points: isSame, ranges: coincide }),
    relation(['range1', 'range2'], { points: isSame, ranges: coincide }),
  ],
}

interface Relation {
  points?: (x: Value, y: Value) => boolean
  pointRange?: (point: Value, range: RangeValue) => boolean
  rangePoint?: (range: RangeValue, point: Value) => boolean
  ranges?: (x: RangeValue, y: RangeValue) => boolean
}

function ofPointsAndRanges(body: Relation): FunctionValue[] {
  const parameters = [
    ['point1', 'point2'],
    ['point', 'range'],
    ['range', 'point'],
    ['range1', 'range2'],
  ]
  return parameters.map((names) => relation(names, body))
}

function ofPointAndRange(parameters: string[], body: Relation): FunctionValue[] {
  return [relation(parameters, body), relation(['range1', 'range2'], body)]
}

function ofRanges(body: (x: RangeValue, y: RangeValue) => boolean): FunctionValue {
  return relation(['range1', 'range2'], { ranges: body })
}

function relation(parameters: string[], { points, pointRange, rangePoint, ranges }: Relation): FunctionValue {
  return define(parameters, ([x, y]) => {
    if (x === undefined || y === undefined || !areComparable(x, y)) return undefined
    if (x instanceof RangeValue) return y instanceof RangeValue ? ranges?.(x, y) : rangePoint?.(x, y)
    return y instanceof RangeValue ? pointRange?.(x, y) : points?.(x, y)
  })
}

function areComparable(x: Value, y: Value): boolean {
  const [left, right] = [pointOf(x), pointOf(y)]
  return (left instanceof Decimal || isPointInTime(left)) && haveSameType(left, right)
}

function pointOf(value: Value): Value {
  return value instanceof RangeValue ? value.start.value : value
}

function endsBefore(end: Boundary, start: Boundary): boolean {
  return (
    order(end.value, start.value) < 0 || ((!end.closed || !start.closed) && isSame(end.value, start.value))
  )
}

/** The end lies behind the start, or on it with both closed. */
function reaches(end: Boundary, start: Boundary): boolean {
  return order(end.value, start.value) > 0 || (isSame(end.value, start.value) && end.closed && start.closed)
}

function overlapsBefore(x: RangeValue, y: RangeValue): boolean {
  const startsEarlier =
    order(x.start.value, y.start.value) < 0 ||
    (isSame(x.start.value, y.start.value) && x.start.closed && !y.start.closed)
  return startsEarlier && reaches(x.end, y.start) && endsWithin(x.end, y.end)
}

function sameBoundary(x: Boundary, y: Boundary): boolean {
  return x.closed === y.closed && isSame(x.value, y.value)
}

/** A start that lies not before the other one. */
function startsWithin(inner: Boundary, outer: Boundary): boolean {
  return (
    order(inner.value, outer.value) > 0 ||
    (isSame(inner.value, outer.value) && (!inner.closed || outer.closed))
  )
}

function endsWithin(inner: Boundary, outer: Boundary): boolean {
  return (
    order(inner.value, outer.value) < 0 ||
    (isSame(inner.value, outer.value) && (!inner.closed || outer.closed))
  )
}

function holds({ start, end }: RangeValue, point: Value): boolean {
  if (order(start.value, point) < 0 && order(end.value, point) > 0) return true
  return (start.closed && isSame(start.value, point)) || (end.closed && isSame(end.value, point))
}

function coincide(x: RangeValue, y: RangeValue): boolean {
  return sameBoundary(x.start, y.start) && sameBoundary(x.end, y.end)
}
