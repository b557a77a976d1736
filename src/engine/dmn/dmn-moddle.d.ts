// dmn-moddle ships no types: only what we call is declared.
declare module 'dmn-moddle' {
  export interface ModdleElement {
    $type: string
    id?: string
    name?: string
    [property: string]: unknown
  }
  export class DmnModdle {
    constructor()
    fromXML(
      xml: string,
      type?: string,
    ): Promise<{ rootElement: ModdleElement; elementsById: Record<string, ModdleElement>; warnings: Error[] }>
  }
}
