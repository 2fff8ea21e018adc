/**
 * JSON as people and templates write it by mistake: comments, CDATA marks, raw line ends and quotes in texts, missing and trailing commas,
 * single, curly and no quotes, bad escapes, HTML entities, several values in a row, a script around it, too few or too many brackets.
 */

/**
 * JSON, or what can be read of it: of a text that is cut off the members that are whole. Any text makes a value, in linear time.
 * @returns a list where several values stand in a row, `undefined` where there is none
 */
export function parseTolerant(text: string): unknown {
  try {
    const data: unknown = JSON.parse(text);
    return data;
  } catch {
    const isEncoded = !text.includes('"') && /&(?:quot|#34|#x22);/iu.test(text);
    return new TolerantReader(isEncoded ? decodeEntities(text) : text).read();
  }
}

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&', nbsp: ' ' };

/** The entities that templates write where none belong: the named ones of XML, and all that are numbers. */
export const decodeEntities = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/giu,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
      const code = Number.parseInt(decimal ?? hex ?? '', decimal === undefined ? 16 : 10);
      return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
    },
  );

/** An object or a list that is not over. Objects are made when they end: then no key of theirs can do harm. */
interface Open {
  entries: [string, unknown][] | undefined;
  items: unknown[];
  /** The key whose value comes next. */
  key: string | undefined;
}

const QUOTES: Readonly<Record<string, string>> = { '"': '"', "'": "'", '“': '”“"', '”': '”"', '„': '“”"' };
/** What may stand behind a text. Any other quote is one that the text forgot to escape: `"she said "hello" to us"`. */
const BEHIND =
  /\s*(?:[:}\];<]|\/[/*]|,\s*(?:["'“”„{}[\],<]|\/[/*]|[-+.]?\d|[\p{L}_$@][\w$@-]{0,60}\s*(?:[:,}\]]|$)|$)|$)|\s+["'“”„{[]/uy;
const WORD_KEY = /([\p{L}_$][\w$@-]{0,100})\s*:/uy;
/** Up to where a value without quotes ends. */
const BARE = /[^,\]}"\n\r;/]+(?:\/(?![/*])[^,\]}"\n\r;/]*)*/uy;
const COLON = /\s*:/uy;
const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const WORDS = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

class TolerantReader {
  private readonly text: string;
  private readonly open: Open[] = [];
  private readonly roots: unknown[] = [];
  private at = 0;
  private objects = 0;
  /** A quote without anything that may stand behind it was the end after all: from then on every quote is. */
  private isStrict = false;

  constructor(text: string) {
    this.text = text;
  }

  read(): unknown {
    while (this.at < this.text.length) this.step();
    while (this.open.length > 0) this.close();
    return this.roots.length > 1 ? this.roots : this.roots[0];
  }

  private step(): void {
    const { text, at } = this;
    const sign = text[at] ?? '';
    if (this.skipMark()) return;
    if (sign === '{' || sign === '[') {
      this.open.push({ entries: sign === '{' ? [] : undefined, items: [], key: undefined });
      if (sign === '{') this.objects++;
    } else if (sign === '}' || sign === ']') this.closeTo(sign === '}');
    else if (QUOTES[sign] !== undefined && this.open.length > 0) return this.readText(QUOTES[sign]);
    else if (sign === ',') this.forgetKey();
    else if (!/[\s:;\ufeff]/u.test(sign) && this.open.length > 0) return this.readBare();
    this.at++;
  }

  /** Comments, and the marks around a script. The marks of an HTML comment may be around everything, too. */
  private skipMark(): boolean {
    const { text, at } = this;
    const is = (mark: string) => text.startsWith(mark, at);
    if (is('/*')) this.at = this.after('*/', at + 2);
    else if (is('//')) this.at = this.after('\n', at + 2);
    else if (is('<!--'))
      this.at = /^\s*[[{/<]/u.test(text.slice(at + 4, at + 200)) ? at + 4 : this.after('-->', at + 4);
    else if (is('-->') || is(']]>')) this.at = at + 3;
    else if (is('<![CDATA[')) this.at = at + 9;
    return this.at > at;
  }

  private after(mark: string, from: number): number {
    const found = this.text.indexOf(mark, from);
    return found < 0 ? this.text.length : found + mark.length;
  }

  /** Also what is in it and not over: `{"a":[1}`. An end without a beginning is none. */
  private closeTo(isObject: boolean): void {
    if ((isObject ? this.objects : this.open.length - this.objects) === 0) return;
    while ((this.open.at(-1)?.entries !== undefined) !== isObject) this.close();
    this.close();
  }

  private close(): void {
    const last = this.open.pop();
    if (last?.entries !== undefined) this.objects--;
    this.add(last?.entries === undefined ? last?.items : Object.fromEntries(last.entries));
  }

  private add(value: unknown): void {
    const around = this.open.at(-1);
    if (around === undefined) this.roots.push(value);
    else if (around.entries === undefined) around.items.push(value);
    else if (around.key !== undefined) around.entries.push([around.key, value]);
    this.forgetKey();
  }

  private forgetKey(): void {
    const around = this.open.at(-1);
    if (around !== undefined) around.key = undefined;
  }

  private readText(ends: string): void {
    const value = this.textUpTo(ends);
    const around = this.open.at(-1);
    // A text that the end of the file cuts off may be anything.
    if (value === undefined || around === undefined) return;
    if (around.entries === undefined || around.key !== undefined) this.add(value);
    else if (this.matches(COLON) !== undefined) around.key = value;
  }

  private textUpTo(ends: string): string | undefined {
    const { text } = this;
    const parts: string[] = [];
    let first: { at: number; parts: number } | undefined;
    for (let at = this.at + 1, from = at; at < text.length; at++) {
      const sign = text[at] ?? '';
      if (sign === '\\') {
        const [value, length] = escapeAt(text, at);
        parts.push(text.slice(from, at), value);
        from = at + length;
        at = from - 1;
      } else if (ends.includes(sign)) {
        if (this.isStrict || this.isEnd(at)) {
          this.at = at + 1;
          return parts.join('') + text.slice(from, at);
        }
        first ??= { at, parts: parts.push(text.slice(from, at)) };
        if (first.at === at) from = at;
      }
    }
    this.at = first === undefined ? text.length : first.at + 1;
    if (first !== undefined) this.isStrict = true;
    return first === undefined ? undefined : parts.slice(0, first.parts).join('');
  }

  /** The last of two quotes in a row ends the text: `"she said "hello""`. */
  private isEnd(at: number): boolean {
    BEHIND.lastIndex = at + 1;
    const isDouble = this.text[at + 1] === this.text[at] && at > this.at + 1;
    return !isDouble && BEHIND.test(this.text);
  }

  private readBare(): void {
    const around = this.open.at(-1);
    if (around?.entries !== undefined && around.key === undefined) {
      around.key = this.matches(WORD_KEY)?.[1];
      if (around.key === undefined) this.at++;
      return;
    }
    const written = this.matches(BARE)?.[0].trim() ?? '';
    if (written === '') this.at++;
    // The end of the file may have cut it off.
    else if (this.at === this.text.length) this.forgetKey();
    else if (WORDS.has(written)) this.add(WORDS.get(written));
    else if (/^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/u.test(written)) this.add(Number(written));
    // A phone number without quotes.
    else if (/^[+(\d][\d\s()./-]*$/u.test(written)) this.add(written);
    else this.forgetKey();
  }

  /** What a pattern finds here; what is behind it comes next. */
  private matches(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text) ?? undefined;
    if (found !== undefined) this.at += found[0].length;
    return found;
  }
}

/** What an escape stands for, and its length; a bad one stands for itself. */
function escapeAt(text: string, at: number): [value: string, length: number] {
  const sign = text[at + 1] ?? '';
  const code = sign === 'u' ? /^[\da-f]{4}$/iu.exec(text.slice(at + 2, at + 6))?.[0] : undefined;
  if (code !== undefined) return [String.fromCharCode(Number.parseInt(code, 16)), 6];
  if (ESCAPES[sign] !== undefined) return [ESCAPES[sign], 2];
  return /["'\\/]/u.test(sign) ? [sign, 2] : ['\\', 1];
}
