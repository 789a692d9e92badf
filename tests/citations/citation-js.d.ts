/** What the round-trip tests use of Citation.js, which has no types of its own. */
declare module '@citation-js/core' {
  export const plugins: {
    readonly input: {
      /** Reads whatever it is given into CSL-JSON items. */
      chain(text: string): Record<string, unknown>[]
      /** Reads text of one type, one step. */
      data(text: string, type: string): unknown
    }
  }
}
declare module '@citation-js/plugin-bibtex'
declare module '@citation-js/plugin-ris'
