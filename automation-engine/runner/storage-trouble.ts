/** Tells trouble of the database itself, which concerns everybody and passes, from a mistake in one run. */

/** SQLite's primary result codes: busy, locked, read-only, I/O error, full, cannot open. */
const TROUBLE: ReadonlySet<number> = new Set([5, 6, 8, 10, 13, 14]);

export function isStorageTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('errcode' in error && typeof error.errcode === 'number') return TROUBLE.has(error.errcode & 0xff);
  return error.cause !== undefined && isStorageTrouble(error.cause);
}
