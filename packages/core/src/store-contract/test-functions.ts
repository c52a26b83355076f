/** What the contract needs of a test runner: vitest's and jest's functions fit. */
export interface TestFunctions {
  describe(name: string, tests: () => void): void
  it(name: string, test: () => void): void
  expect(value: unknown): Expectation
}

export interface Expectation {
  toEqual(expected: unknown): void
  toThrow(error: ErrorConstructor | RangeErrorConstructor): void
}
