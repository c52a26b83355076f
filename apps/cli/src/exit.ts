/** How a command ends: 0 done, 1 problems found in the input or the world, 2 wrong use. */
export type ExitCode = 0 | 1 | 2

/** The command was called wrongly. The message says how, the usage of the command is printed after it. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse'
}

/** The command cannot go on: a folder that is not there, a disk that is full. The message says what to do. */
export class Trouble extends Error {
  override readonly name = 'Trouble'
}

/** A sentence for what the file system refused; `undefined` when the error is not of its kind. */
export function fileSentence(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  const path = 'path' in error && typeof error.path === 'string' ? error.path : 'the file'
  switch (error.code) {
    case 'ENOENT':
      return `${path} does not exist`
    case 'EACCES':
    case 'EPERM':
      return `${path} may not be read or written by this user; change its permissions or choose another place`
    case 'ENOSPC':
    case 'EDQUOT':
      return 'The disk is full; make room and run the command again: nothing is left half written under its final name'
    case 'EROFS':
      return `${path} is on a read-only file system; choose another place`
    case 'EISDIR':
      return `${path} is a folder, a file was expected`
    case 'ENOTDIR':
      return `${path} is a file, a folder was expected`
    case 'EMFILE':
      return 'Too many files are open; close other programs or raise the limit (ulimit -n)'
    default:
      return undefined
  }
}
