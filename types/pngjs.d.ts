// Ships no types: only what we call is declared.
declare module 'pngjs' {
  /** RGBA, 4 bytes a pixel. */
  interface Picture {
    width: number
    height: number
    data: Buffer
  }
  export class PNG {
    static sync: { read(png: Buffer): Picture; write(picture: Picture): Buffer }
  }
}
