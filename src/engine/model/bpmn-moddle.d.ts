// The package's own types are not in its exports; only what we call is declared.
declare module 'bpmn-moddle' {
  export class BpmnModdle {
    constructor(packages?: { [name: string]: object })
    fromXML(xml: string): Promise<{ rootElement: object; warnings: { message: string }[] }>
  }
}
