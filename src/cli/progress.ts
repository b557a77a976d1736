/** One line on the terminal that shows how far long work has come. */
const width = 30

/** @param share from 0 to 1. */
export function drawProgress(what: string, share: number, detail: string): void {
  const full = Math.round(share * width)
  const bar = `${'█'.repeat(full)}${'░'.repeat(width - full)}`
  process.stderr.write(`\r\u001b[K${what} ${bar} ${Math.round(share * 100)}%  ${detail}`)
}
