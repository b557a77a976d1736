/** Models that differ from a sound one in one fault. */
import type { AuthoredCase } from './authored-case.ts'
import { bpmn, type Node, process } from './bpmn.ts'

export const refused = (
  folder: string,
  name: string,
  nodes: Node[],
  flows: string[],
  edit: (xml: string) => string = (xml) => xml,
): AuthoredCase => ({
  folder: `refused-${folder}`,
  name,
  files: { 'p.bpmn': edit(bpmn(process('wrong', nodes, flows))) },
})
export const accepted = (folder: string, name: string, nodes: Node[], flows: string[]): AuthoredCase => ({
  ...refused(folder, name, nodes, flows),
  folder: `accepted-${folder}`,
  note: 'The broker takes this model; what it does with it is no example to follow.',
  start: { process: 'wrong' },
})
export const odd = (id: string, tag: string, body = ''): Node => ({ id, tag, body })
