/** Chinese names of the models' elements: the feed carries ids only. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BpmnModdle } from 'bpmn-moddle'

/** process id → element id → name */
export type ElementNames = ReadonlyMap<string, ReadonlyMap<string, string>>

interface Element {
  $type: string
  id?: string
  name?: string
  rootElements?: Element[]
  flowElements?: Element[]
}

export async function readElementNames(folder: string): Promise<ElementNames> {
  const processes = new Map<string, Map<string, string>>()
  const moddle = new BpmnModdle()
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.bpmn'))) {
    const rootElement = (await moddle.fromXML(readFileSync(join(folder, file), 'utf8')))
      .rootElement as Element
    for (const root of rootElement.rootElements ?? []) {
      if (root.$type !== 'bpmn:Process' || root.id === undefined) continue
      const names = new Map([[root.id, root.name ?? root.id]])
      collect(root, names)
      processes.set(root.id, names)
    }
  }
  return processes
}

/** A label is broken where the diagram is narrow; in a list it is not. */
const inOneLine = (label: string): string => label.replace(/\s*\n\s*/g, '')

function collect(scope: Element, names: Map<string, string>): void {
  for (const element of scope.flowElements ?? []) {
    if (element.id !== undefined && element.name) names.set(element.id, inOneLine(element.name))
    collect(element, names)
  }
}
