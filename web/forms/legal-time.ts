/** Times of a case are Beijing time 北京时间, wherever the browser believes to be: `2026-01-05 09:30` on the page, `2026-01-05T09:30:00+08:00` when sent. */

export function toLegalTime(instant: string): string {
  const at = Date.parse(instant)
  if (Number.isNaN(at)) return instant
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}

export function fromLegalTime(shown: string): string {
  return `${shown.trim().replace(' ', 'T')}:00+08:00`
}
