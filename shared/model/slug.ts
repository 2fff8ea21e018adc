/**
 * The slug of what somebody typed, in their own script: `Trade fair 2026` is `trade-fair-2026`, `לקוח חדש` is `לקוח-חדש`; empty when nothing
 * is left of it. `slugSchema` takes it otherwise.
 */
export const slugOf = (typed: string): string =>
  typed
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{Ll}\p{Lo}\p{N}]+/gu, '-')
    .slice(0, 64)
    // A letter beyond the basic plane may have been cut in two.
    .replace(/^-+|[-\p{Cs}]+$/gu, '');
