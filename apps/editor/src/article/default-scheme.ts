/** The labels of a project whose server has none that can be read; a script of its own. */
export { defaultScheme } from '@claimspan/core'
