/** Why a document can't be made. The message is for the person who asked (Chinese); `faults` name the fields. */
export type DocumentFaultCode =
  /** The kind has no folder in templates/. */
  | 'unknown-kind'
  /** A template folder is wrong: legal staff must mend it. */
  | 'template-invalid'
  /** Facts are missing or of the wrong shape. */
  | 'fields-invalid'
  /** A character has no glyph in any font at hand. */
  | 'glyph-missing'
  /** No browser could be found or started. */
  | 'browser-missing'
  /** The browser failed or hung, again after a fresh start: worth a retry later. */
  | 'printing-failed'
  | 'volume-invalid'

/** In each message of `browser-missing`: by it a case that stopped there is found again. */
export const goesOnWithABrowser = '浏览器可用以后，停下的文书自动继续。'

export interface DocumentFault {
  /** Name of the field, or of the file for a template. */
  field: string
  /** The field's Chinese label. */
  label: string
  message: string
  /** What asks for it, e.g. 《行政处罚法》第五十九条第一款第一项. */
  law?: string
}

export class DocumentError extends Error {
  readonly code: DocumentFaultCode
  readonly faults: DocumentFault[]

  constructor(code: DocumentFaultCode, message: string, faults: DocumentFault[] = [], cause?: unknown) {
    super(
      [message, ...faults.map((fault) => `  ${fault.message}`)].join('\n'),
      cause === undefined ? {} : { cause },
    )
    this.name = 'DocumentError'
    this.code = code
    this.faults = faults
  }

  /** Nothing is wrong with the document: once a browser prints again, it can be made. */
  get isPassing(): boolean {
    return this.code === 'printing-failed' || this.code === 'browser-missing'
  }
}
