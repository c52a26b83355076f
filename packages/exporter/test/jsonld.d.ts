declare module 'jsonld' {
  interface Options {
    readonly safe: boolean
    readonly documentLoader: (url: string) => Promise<unknown>
    readonly format?: string
  }
  const jsonld: {
    expand(document: unknown, options: Options): Promise<readonly unknown[]>
    toRDF(document: unknown, options: Options): Promise<unknown>
  }
  export default jsonld
}
