/**
 * A character without a glyph prints silently as a box: so before a document is issued each of its code points is looked up in the fonts.
 */
import type { DocumentFault } from './document-error.ts'
import type { FieldDefinition } from './field-definitions.ts'
import type { Fields, FieldValue } from './fields.ts'

export type Covers = (codePoint: number) => boolean

/** Code points of a text that no font has, each once. White space and variation selectors have no ink. */
export function uncovered(text: string, covers: Covers): string[] {
  const missing = new Set<string>()
  for (const character of text) {
    const codePoint = character.codePointAt(0)!
    if (covers(codePoint) || /^[\s\p{Cf}\p{Variation_Selector}]$/u.test(character)) continue
    missing.add(character)
  }
  return [...missing]
}

export function glyphFaults(
  definitions: readonly FieldDefinition[],
  fields: Fields,
  covers: Covers,
): DocumentFault[] {
  const faults: DocumentFault[] = []
  const look = (value: FieldValue, field: string, label: string): void => {
    if (typeof value === 'string') {
      for (const character of value.startsWith('data:') ? [] : uncovered(value, covers)) {
        const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
        const message = `${label}中的字“${character}”（U+${code}）在现有字体中没有字形，无法打印；请将含此字的字体放入文书字体目录`
        faults.push({ field, label, message })
      }
    } else if (Array.isArray(value)) {
      value.forEach((item: string | { [name: string]: FieldValue }, index) => {
        if (typeof item === 'string') look(item, field, label)
        else
          for (const [name, inner] of Object.entries(item))
            look(inner, `${field}.${index}.${name}`, itemLabel(field, name, label))
      })
    }
  }
  const itemLabel = (field: string, name: string, label: string) => {
    const items = definitions.find((definition) => definition.name === field)?.items
    return `${label}·${items?.find((item) => item.name === name)?.label ?? name}`
  }
  for (const definition of definitions) look(fields[definition.name] ?? '', definition.name, definition.label)
  return faults
}
