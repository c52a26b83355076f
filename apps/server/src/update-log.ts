import { inTurns } from './in-turn.js'

/** One update of a room as it is appended. `update` is a Yjs update in the V1 encoding. */
export interface NewUpdate {
  readonly room: string
  readonly update: Uint8Array
  /** Who sent it: a signed-in user's id, `server` for what the server writes itself, absent when nobody is signed in. */
  readonly user?: string
  /** Whose items it holds. */
  readonly clocks?: readonly ClockRange[]
}

/** The items of one Yjs client in an update: clocks from `from` (inside) to `to` (outside). */
export interface ClockRange {
  readonly client: number
  readonly from: number
  readonly to: number
}

/** What a log knows of one Yjs client in one room. */
export interface KnownClient {
  /** Whose it is: the user who first wrote under this id. Absent in rows of before users were kept. */
  readonly user?: string
  /** The clock after its last item. */
  readonly to: number
}

/** An update as it is kept. */
export interface LoggedUpdate extends NewUpdate {
  /** Whole number from 1, higher for each later update of any room of the log. */
  readonly seq: number
  /** When it was appended: ISO 8601, UTC. */
  readonly at: string
}

/** An update as it is listed: all but its bytes. */
export interface LoggedChange extends Omit<LoggedUpdate, 'update'> {
  /** Of the update, in bytes. */
  readonly size: number
}

/** What brings a room back: the latest snapshot, if there is one, then the updates after it in order. */
export interface StoredRoom {
  readonly snapshot?: Uint8Array
  readonly updates: readonly Uint8Array[]
  /** The last update this holds. */
  readonly seq: number
}

/** A document that the log knows. A deleted one keeps its rows and its id. */
export interface LoggedDocument {
  readonly id: string
  readonly createdAt: string
  readonly deletedAt?: string
  /** Names of its rooms in the order in which they were made. */
  readonly rooms: readonly string[]
}

/** Where a room stands. */
export interface RoomMark {
  readonly document: string
  /** Of its last update. */
  readonly seq: number
  readonly at: string
  /** Updates since the last snapshot. */
  readonly pending: number
}

/** What can be read of a log. */
export interface LogReader {
  /** The document of this id, deleted or not. */
  document(id: string): LoggedDocument | undefined
  /** All documents that are not deleted, the oldest first. */
  documents(): readonly LoggedDocument[]
  /** The document that a room is of, deleted or not, without its rooms; `undefined` for a room that does not exist. */
  documentOf(room: string): Omit<LoggedDocument, 'rooms'> | undefined
  /** Where a room stands; `undefined` for a room that does not exist. Rooms of deleted documents still do. */
  mark(room: string): RoomMark | undefined
  /** What brings the room back. Throws `RangeError` for a room that does not exist. */
  load(room: string): StoredRoom
  /** The Yjs clients that have written into a room, by id. Throws `RangeError` for a room that does not exist. */
  clients(room: string): ReadonlyMap<number, KnownClient>
  /** As {@link history}, without the bytes. */
  changes(room: string, after?: number): readonly LoggedChange[]
  /** Every update of a room after `after` (default: all), also those that a snapshot holds; at most `limit`, the oldest. */
  history(room: string, after?: number, limit?: number): readonly LoggedUpdate[]
}

/** What other servers on the same storage have done. */
export interface LogNews {
  /** In the order of the log. */
  readonly updates: readonly LoggedUpdate[]
  readonly deleted: readonly LoggedDocument[]
}

/**
 * The append-only log of every change to every room, and of which documents there are. What it says it has appended is
 * kept through a crash of the process and, where the disk tells the truth, of the machine. Nothing is ever taken out, but
 * by hand (`pruneData`).
 * What is read is what this server has read of the log so far: all of it where no other server writes, and otherwise all
 * that it wrote itself and that {@link catchUp} brought. Every implementation keeps the contract in `test/log-contract.ts`.
 */
export interface UpdateLog extends LogReader {
  /**
   * Append an update to a room that exists; resolves with its sequence number once it is on disk and can be read here.
   * Rejects with what the storage said when it could not be kept; when the storage was lost in between it may still be in
   * the log. Updates are kept in the order of the calls. Rejects with {@link LogMoved}, and appends nothing, when another
   * server has written under one of its clients what was not read here yet.
   */
  append(update: NewUpdate): Promise<number>
  /**
   * Add a document with its rooms and their first updates, all or nothing. Rejects with {@link DocumentExists} when the id
   * has been used, also by a document that was deleted.
   */
  createDocument(id: string, first: readonly NewUpdate[]): Promise<void>
  /**
   * Add a room with its first update to a document that is there, all or nothing. Rejects with {@link RoomExists}, or
   * `RangeError` when the document is not there or was deleted.
   */
  addRoom(document: string, first: NewUpdate): Promise<void>
  /** Mark a document deleted. Resolves with false when there is none or it is deleted already. */
  deleteDocument(id: string): Promise<boolean>
  /** Keep the state that the room's updates up to and with `upTo` make, so that loading starts from there. */
  snapshot(room: string, upTo: number, state: Uint8Array): void
  /**
   * Read what other servers have stored: when it resolves, all that was there at the time of the call can be read here.
   * Resolves too, with what was read last, when the storage does not answer within a second.
   */
  catchUp(): Promise<void>
  /** Be told of the news in the same turn of the event loop in which it can be read here first. */
  follow(listener: (news: LogNews) => void): void
  /** Do something to a document while no other such work on it is under way, on any server; in the order of asking. */
  inTurn<T>(document: string, work: () => Promise<T>): Promise<T>
  /** Let go of the storage; what was appended before resolves or rejects first. */
  close(): Promise<void>
}

/** What a log that no other server writes to says of other servers. */
export const soleWriter = (): Pick<UpdateLog, 'catchUp' | 'follow' | 'inTurn'> => ({
  catchUp: async () => undefined,
  follow: () => undefined,
  inTurn: inTurns(),
})

/** Thrown when another server has written under a client of the update: what it wrote has to be read first. */
export class LogMoved extends Error {
  override readonly name = 'LogMoved'
  constructor(readonly room: string) {
    super(`Another server has written into ${room} meanwhile`)
  }
}

/** Thrown when a document is created under an id that has been used. */
export class DocumentExists extends Error {
  override readonly name = 'DocumentExists'
  constructor(
    readonly id: string,
    readonly deleted: boolean,
  ) {
    super(
      deleted
        ? `A document "${id}" was deleted here; its id stays with it. Choose another id.`
        : `There is a document "${id}" already. Choose another id.`,
    )
  }
}

/** Thrown when a room is added under a name that has been used. */
export class RoomExists extends Error {
  override readonly name = 'RoomExists'
  constructor(readonly room: string) {
    super(`There is a room "${room}" already.`)
  }
}
