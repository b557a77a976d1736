/**
 * JSON with one spelling only (keys sorted by code unit, no white space, as RFC 8785 asks for the values we use), so that two programs compute
 * the same hash from the same facts. `undefined` members are left out; a number must be finite.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`no JSON number: ${value}`)
    return JSON.stringify(value)
  }
  if (Array.isArray(value))
    return `[${value.map((item) => canonicalJson(item === undefined ? null : item)).join(',')}]`
  if (typeof value === 'object') {
    const members = value as { [name: string]: unknown }
    let text = ''
    // Without a comparison of its own, `sort` is by code unit.
    for (const name of Object.keys(members).sort()) {
      const member = members[name]
      if (member !== undefined)
        text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonicalJson(member)}`
    }
    return `{${text}}`
  }
  throw new TypeError(`no JSON value: ${typeof value}`)
}
