/** Lists are read a page at a time, ordered by id. */

/** @param found one row more than asked for, if there is one: it tells that there is a next page */
export function pageOf<R extends { id: string }>(found: readonly R[], limit: number): { rows: R[]; next?: string } {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return found.length > limit && last !== undefined ? { rows, next: last.id } : { rows };
}
