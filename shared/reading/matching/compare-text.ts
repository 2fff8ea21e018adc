/** How alike two folded texts are: pure, symmetric, and bounded in length so that hostile values cost little. */

/** Longer values are compared by their beginning: nothing that identifies a person is longer. */
export const TEXT_MAX = 80;

/** Jaro's similarity with Winkler's bonus for a common prefix (Winkler 1990), 0 to 1. */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const jaro = jaroSimilarity(a, b);
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && prefix < b.length && a[prefix] === b[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function jaroSimilarity(first: string, second: string): number {
  // The greedy assignment below depends on which text leads; a fixed order makes the measure symmetric.
  const isOrdered = first.length < second.length || (first.length === second.length && first <= second);
  const [a, b] = isOrdered ? [first, second] : [second, first];
  if (a.length === 0) return 0;
  const reach = Math.max(Math.floor(b.length / 2) - 1, 0);
  const isTaken = new Uint8Array(b.length);
  const common: number[] = [];
  for (let i = 0; i < a.length; i += 1) {
    const code = a.charCodeAt(i);
    const end = Math.min(i + reach + 1, b.length);
    for (let j = Math.max(0, i - reach); j < end; j += 1) {
      if (isTaken[j] === 1 || b.charCodeAt(j) !== code) continue;
      isTaken[j] = 1;
      common.push(code);
      break;
    }
  }
  if (common.length === 0) return 0;
  let moved = 0;
  let at = 0;
  for (let j = 0; j < b.length; j += 1) {
    if (isTaken[j] !== 1) continue;
    if (b.charCodeAt(j) !== common[at]) moved += 1;
    at += 1;
  }
  return (common.length / a.length + common.length / b.length + (common.length - moved / 2) / common.length) / 3;
}

/** Which letters occur, in 32 classes: a fingerprint that tells most unlike texts apart before they are compared letter by letter. */
export function lettersOf(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at += 1) letters |= 1 << (text.charCodeAt(at) & 31);
  return letters;
}

function bitCount(bits: number): number {
  let rest = bits - ((bits >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** No larger than the edit distance of two texts with these fingerprints: a swap of neighbours changes none. */
export const lettersApart = (a: number, b: number): number => Math.max(bitCount(a & ~b), bitCount(b & ~a));

/** No smaller than `jaroWinkler` of two texts with these fingerprints and lengths, whatever their order of letters. */
export function mostAlike(lettersA: number, lengthA: number, lettersB: number, lengthB: number): number {
  const common = Math.min(lengthA - bitCount(lettersA & ~lettersB), lengthB - bitCount(lettersB & ~lettersA));
  if (common <= 0) return 0;
  const jaro = (common / lengthA + common / lengthB + 1) / 3;
  return jaro + 0.4 * (1 - jaro);
}

const rows = [new Uint16Array(256), new Uint16Array(256), new Uint16Array(256)] as const;

/**
 * Insertions, deletions, changes and swaps of neighbours that turn one text into the other (optimal string alignment; Damerau 1964).
 * @returns at most `limit + 1`, which stands for "more than the limit"
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  const over = limit + 1;
  if (Math.abs(a.length - b.length) > limit || a.length > 250 || b.length > 250) return over;
  let [before, above, row]: readonly [Uint16Array, Uint16Array, Uint16Array] = rows;
  for (let j = 0; j <= b.length; j += 1) above[j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    row[0] = i;
    let best = i;
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (isSame ? 0 : 1));
      if (
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
      ) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row[j] = cost;
      if (cost < best) best = cost;
    }
    if (best > limit) return over;
    [before, above, row] = [above, row, before];
  }
  return Math.min(above[b.length] ?? over, over);
}

/** Whether one insertion, deletion, change or swap of neighbours, or nothing, turns one text into the other; in linear time. */
export function isOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a.charCodeAt(start) === b.charCodeAt(start)) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA -= 1;
    endB -= 1;
  }
  if (endA - start <= 1 && endB - start <= 1) return true;
  return endA - start === 2 && endB - start === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
}

/** Letters and groups of letters that sound alike, by the sign that stands for them. */
const SOUNDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    S: 'sch sh tch ch cz',
    k: 'ck q c g',
    f: 'ph w v',
    s: 'tz ts z ce ci cy',
    ks: 'x',
    t: 'd dt',
    p: 'b',
    '': 'gh h',
  }).flatMap(([sign, groups]) => groups.split(' ').map((group) => [group, sign])),
);
const SOUND_GROUP = /sch|sh|tch|ch|cz|ck|c[eiy]|q|c|ph|w|v|tz|ts|z|x|gh|g|h|dt|d|b|[aeiouyj]|\s/gu;

/**
 * A rough key of how a word sounds in languages written in Latin letters: consonants in classes, vowels only at the start. Other scripts
 * keep their letters. It only has to bring candidates together; the comparison decides.
 */
export function soundKey(text: string): string {
  const signs = text.replace(SOUND_GROUP, (group) => SOUNDS.get(group) ?? '');
  const key = /^[aeiouy]/u.test(text) ? `a${signs}` : signs;
  let once = '';
  for (const sign of key) if (!once.endsWith(sign)) once += sign;
  return once;
}
