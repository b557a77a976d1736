/** Reads the ids of the elements at fault out of the broker's deployment refusal. */

/**
 * The broker writes one paragraph per fault: `Element: <id>` (also `Element: <sequence flow> > …`), or `Process: <id>`; parse errors of expressions
 * name the element the same way.
 */
export function elementIdsIn(message: string): string[] {
  const ids = new Set<string>()
  for (const [, id] of message.matchAll(/Element: ([^\s>]+)/g)) ids.add(id!)
  for (const [, id] of message.matchAll(/[Dd]ecision(?: with id)? '([^']+)'/g)) ids.add(id!)
  return [...ids]
}
