import { Worker } from 'node:worker_threads'
import Database from 'libsql'
import WebSocket from 'ws'
import type { KillPlan, Step } from './kill-plan.js'

// Faults that the server itself knows nothing of: what it calls in libsql and ws is wrapped, from outside.

let plan: KillPlan | undefined
let seen = 0

/** From now on the process ends by this plan. */
export function arm(next: KillPlan): void {
  plan = next
  seen = 0
}

function die(): never {
  process.kill(process.pid, 'SIGKILL')
  throw new Error('A killed process goes on')
}

/** A second thread, which can end the process while this one waits for the disk. */
const signal = new Int32Array(new SharedArrayBuffer(8))
const killer = new Worker(
  `const { workerData: signal } = require('node:worker_threads')
   while (Atomics.wait(signal, 0, 0, 200) === 'timed-out');
   const until = process.hrtime.bigint() + BigInt(signal[1]) * 1000n
   while (process.hrtime.bigint() < until);
   process.kill(process.pid, 'SIGKILL')`,
  { eval: true, workerData: signal },
)
killer.unref()

/** Do a step of the server's work, or die by the plan. */
function step<T>(name: Step, act: () => T): T {
  if (plan?.step !== name) return act()
  seen += 1
  if (seen < plan.nth) return act()
  if (plan.phase === 'before') die()
  if (plan.phase === 'during') {
    signal[1] = plan.micros
    signal[0] = 1
    Atomics.notify(signal, 0)
  }
  const done = act()
  if (plan.phase === 'after') die()
  return done
}

const { exec } = Database.prototype
let sinceCheckpoint = 0

Database.prototype.exec = function (this: Database.Database, source: string) {
  if (source.includes('user_version')) {
    return step('migration', () => {
      if (plan?.step !== 'migration' || plan.phase !== 'during') return exec.call(this, source)
      // All of the step is done but its end.
      exec.call(this, source.replace(/COMMIT;\s*$/, ''))
      die()
    })
  }
  if (source !== 'COMMIT') return exec.call(this, source)
  const done = step('commit', () => exec.call(this, source))
  sinceCheckpoint += 1
  if (plan?.step === 'checkpoint' && sinceCheckpoint % 5 === 0) {
    step('checkpoint', () => exec.call(this, 'PRAGMA wal_checkpoint(PASSIVE)'))
  }
  return done
}

const writes: readonly (readonly [start: string, steps: readonly Step[]])[] = [
  ['INSERT INTO updates', ['append']],
  ['INSERT INTO snapshots', ['snapshot', 'compaction']],
  ['UPDATE updates', ['prune']],
]

/** Wraps a method of what the server calls. */
function wrap(
  of: object,
  method: string,
  around: (self: unknown, args: unknown[], act: () => unknown) => unknown,
): void {
  const was: unknown = Reflect.get(of, method)
  if (typeof was !== 'function') throw new Error(`There is no ${method} to wrap`)
  Reflect.set(of, method, function (this: unknown, ...args: unknown[]) {
    return around(this, args, () => Reflect.apply(was, this, args))
  })
}

wrap(Database.prototype, 'prepare', (_self, [source], prepare) => {
  const statement = prepare()
  const [, names] = writes.find(([start]) => String(source).startsWith(start)) ?? []
  if (names === undefined || typeof statement !== 'object' || statement === null) return statement
  wrap(statement, 'run', (_self, _args, act) => {
    const name = names.find((one) => one === plan?.step)
    return name === undefined ? act() : step(name, act)
  })
  return statement
})

const syncStatus = 8

wrap(WebSocket.prototype, 'send', (_self, [frame], act) => {
  if (!(frame instanceof Uint8Array)) return act()
  const room = frame[0] ?? 0
  return frame[room + 1] === syncStatus && frame[room + 2] === 1 ? step('acknowledge', act) : act()
})
