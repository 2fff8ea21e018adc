/** Tells what a storage error means for whoever asked: wait, make room, or look at the disk. */

export type StorageTrouble = 'full' | 'read-only' | 'busy' | 'broken';

/** SQLite's primary result codes (https://sqlite.org/rescode.html); an extended code has them in its low byte. */
const TROUBLE_BY_CODE: Readonly<Record<number, StorageTrouble>> = {
  5: 'busy', // SQLITE_BUSY
  6: 'busy', // SQLITE_LOCKED
  8: 'read-only', // SQLITE_READONLY
  10: 'broken', // SQLITE_IOERR
  11: 'broken', // SQLITE_CORRUPT
  13: 'full', // SQLITE_FULL
  14: 'broken', // SQLITE_CANTOPEN
  26: 'broken', // SQLITE_NOTADB
};
/** The memory beside the write-ahead log could not grow: the disk is full, whatever the code's family says. */
const IOERR_SHMSIZE = 4874;

/** `undefined` when the error, and none of its causes, came from the storage. */
export function storageTroubleOf(error: unknown): StorageTrouble | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code: unknown = 'errcode' in at ? at.errcode : undefined;
    if (typeof code !== 'number') continue;
    return code === IOERR_SHMSIZE ? 'full' : TROUBLE_BY_CODE[code & 0xff];
  }
  return undefined;
}
