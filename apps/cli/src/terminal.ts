import { stripVTControlCharacters } from 'node:util'

/** Where a command writes: results to `out`, everything else to `err`. */
export interface Terminal {
  out(text: string): void
  err(text: string): void
  /** Whether a person is watching `err`; progress is shown only then. */
  readonly watched: boolean
}

/** The terminal of this process. A reader that goes away (`| head`) ends the command quietly. */
export function processTerminal(): Terminal {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    watched: process.stderr.isTTY === true,
  }
}

/** Progress of long work on one line that is written over; silent when nobody is watching. */
export interface Progress {
  tell(done: number, what: string): void
  end(): void
}

export function progress(terminal: Terminal, now: () => number = Date.now): Progress {
  if (!terminal.watched) return { tell: () => undefined, end: () => undefined }
  const began = now()
  let last = 0
  let shown = false
  return {
    tell(done, what) {
      const time = now()
      if (time - last < 100) return
      last = time
      const rate = Math.round(done / Math.max(0.001, (time - began) / 1000))
      terminal.err(`\r\u001b[K${done.toLocaleString('en')} ${what}, ${rate.toLocaleString('en')} a second`)
      shown = true
    },
    end() {
      if (shown) terminal.err('\r\u001b[K')
    },
  }
}

/** Rows as columns of equal width; numbers to the right. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const width = (cell: string | number) => [...stripVTControlCharacters(String(cell))].length
  const columns = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, at) => Math.max(0, ...rows.map((row) => width(row[at] ?? ''))))
  return rows
    .map((row) =>
      row
        .map((cell, at) => {
          const space = ' '.repeat((widths[at] ?? 0) - width(cell))
          return typeof cell === 'number' ? space + cell : cell + space
        })
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('')
}
