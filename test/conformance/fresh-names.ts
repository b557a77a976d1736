/**
 * Gives a case names of its own on a broker that other cases share: process ids, message and signal names and job types get a suffix in every file,
 * and what a case says of them is translated both ways. A name computed by FEEL gets the suffix as an expression, so it stays null where it was null.
 * Ids of decisions and forms stay: their cases are played alone.
 */
import type { Resource } from '../../src/engine/port.ts'

export interface Names {
  suffix: string
  resource(resource: Resource): Resource
  /** A static name of the case as the broker knows it. */
  fresh(name: string): string
  /** The broker's text with the case's own names. */
  own(text: string): string
}

/** Types that the broker itself gives. */
const fixed = (name: string) => name === '' || name.startsWith('io.camunda.zeebe:')

export function freshNames(suffix: string): Names {
  const fresh = (name: string) => (fixed(name) ? name : `${name}${suffix}`)
  const computed = (name: string) =>
    /^\s*=/.test(name) ? `=(${name.trim().slice(1)}) + &quot;${suffix}&quot;` : fresh(name)
  return {
    suffix,
    fresh,
    own: (text) => text.replaceAll(suffix, ''),
    resource({ name, content }) {
      if (!name.endsWith('.bpmn')) return { name, content }
      const ids = new Set<string>()
      let xml = inTag(content, 'process', 'id', (id) => (ids.add(id), fresh(id)))
      xml = inTag(xml, 'participant', 'processRef', fresh)
      xml = inTag(xml, 'BPMNPlane', 'bpmnElement', (id) => (ids.has(id) ? fresh(id) : id))
      xml = inTag(xml, 'calledElement', 'processId', computed)
      xml = inTag(xml, 'message', 'name', computed)
      xml = inTag(xml, 'signal', 'name', computed)
      xml = inTag(xml, 'taskDefinition', 'type', computed)
      return { name, content: xml }
    },
  }
}

function inTag(xml: string, tag: string, attribute: string, change: (value: string) => string): string {
  const tags = new RegExp(`<(?:[\\w-]+:)?${tag}(?=[\\s/>])(?:[^>"']|"[^"]*"|'[^']*')*>`, 'g')
  const values = new RegExp(`(\\s${attribute}\\s*=\\s*)(?:"([^"]*)"|'([^']*)')`)
  return xml.replace(tags, (whole) =>
    whole.replace(
      values,
      (_match, before: string, double: string | undefined, single: string | undefined) => {
        // An expression in single quotes may hold double ones, which would end the value.
        const value = change(double ?? (single ?? '').replaceAll('"', '&quot;'))
        return `${before}"${value}"`
      },
    ),
  )
}
