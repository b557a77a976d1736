const pattern =
  /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/** Milliseconds of an ISO 8601 duration that begins at `from`; months and years are the calendar's, UTC. */
export function millisecondsOf(duration: string, from: number): number {
  const match = pattern.exec(duration)
  if (!match) throw new Error(`${duration} is no ISO 8601 duration`)
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(1)
    .map((part) => Number(part ?? 0)) as number[]
  const end = new Date(from)
  end.setUTCMonth(end.getUTCMonth() + years! * 12 + months!)
  return (
    end.getTime() -
    from +
    ((weeks! * 7 + days!) * 24 + hours!) * 3_600_000 +
    minutes! * 60_000 +
    seconds! * 1_000
  )
}
