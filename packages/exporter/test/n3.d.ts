/** The part of n3 that the tests use. */
declare module 'n3' {
  interface Term {
    readonly termType: string
    readonly value: string
    readonly datatype: { readonly value: string }
  }
  export interface Quad {
    readonly subject: Term
    readonly predicate: Term
    readonly object: Term
  }
  export class Parser {
    constructor(options: { readonly format: string })
    parse(text: string): readonly Quad[]
  }
}
