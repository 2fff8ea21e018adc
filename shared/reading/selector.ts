/**
 * The selectors that a site template may use: a small part of CSS, parsed here and never given to a browser as text, so that what
 * a template costs is known before it runs. Tag, `#id`, `.class`, `[attribute]` with `= ~= ^= $= *=`, `:nth-of-type(n)`,
 * `:nth-child(n)`; joined by a blank (below), `>` (right below) and `+` (right after). `:scope` alone is the block itself.
 */

export type AttributeTest = { name: string; op: '' | '=' | '~=' | '^=' | '$=' | '*='; value: string };

/** What one element must be. */
export interface Step {
  /** How it stands to the element of the step before. */
  joined: 'below' | 'right-below' | 'right-after';
  tag?: string;
  tests: AttributeTest[];
  nth?: { of: 'type' | 'child'; n: number };
}

/** No steps: the block itself. */
export type Selector = readonly Step[];

export const SELECTOR_MAX = 300;
export const STEPS_MAX = 12;
const TESTS_MAX = 6;

const NAME = /^-?[a-z_\u0080-\uffff][\w\u0080-\uffff-]{0,150}/iu;
/** What may stand after `#` and `.` without an escape; escapes are not part of this language. */
export const isPlainName = (text: string): boolean => NAME.exec(text)?.[0] === text;

/** @returns the selector, or what is wrong with it */
export function parseSelector(text: string): Selector | string {
  if (text.length > SELECTOR_MAX) return `a selector has at most ${SELECTOR_MAX} characters`;
  const source = text.trim();
  if (source === ':scope') return [];
  if (source === '') return 'a selector is missing';
  const steps: Step[] = [];
  let rest = source;
  let joined: Step['joined'] = 'below';
  while (rest !== '') {
    const read = readStep(rest, joined);
    if (typeof read === 'string') return read;
    steps.push(read.step);
    if (steps.length > STEPS_MAX) return `a selector has at most ${STEPS_MAX} steps`;
    rest = read.rest;
    const sign = /^\s*([>+]|\s)\s*/u.exec(rest);
    if (rest !== '' && sign === null) return `"${rest.slice(0, 20)}" is not understood`;
    joined = sign?.[1] === '>' ? 'right-below' : sign?.[1] === '+' ? 'right-after' : 'below';
    rest = rest.slice(sign?.[0].length ?? 0);
    if (rest === '' && sign !== null) return 'it ends where an element should follow';
  }
  return steps;
}

function readStep(text: string, joined: Step['joined']): { step: Step; rest: string } | string {
  const step: Step = { joined, tests: [] };
  const tag = /^\*/u.exec(text)?.[0] ?? NAME.exec(text)?.[0];
  let rest = text.slice(tag?.length ?? 0);
  if (tag !== undefined && tag !== '*') step.tag = tag.toLowerCase();
  for (;;) {
    const sign = rest[0];
    if (sign === '#' || sign === '.') {
      const name = NAME.exec(rest.slice(1))?.[0];
      if (name === undefined) return `a name must follow "${sign}"`;
      step.tests.push({ name: sign === '#' ? 'id' : 'class', op: sign === '#' ? '=' : '~=', value: name });
      rest = rest.slice(1 + name.length);
    } else if (sign === '[') {
      const read =
        /^\[\s*([a-z_][\w:-]{0,60})\s*(?:([~^$*]?=)\s*(?:"((?:[^"\\]|\\["\\]){0,200})"|([\w-]{1,200}))\s*)?\]/iu.exec(
          rest,
        );
      if (read === null) return `"${rest.slice(0, 30)}" is no attribute test such as [name="value"]`;
      const [all, name = '', op = '', quoted, bare = ''] = read;
      const value = quoted === undefined ? bare : quoted.replace(/\\(["\\])/gu, '$1');
      step.tests.push({ name: name.toLowerCase(), op: op as AttributeTest['op'], value });
      rest = rest.slice(all.length);
    } else if (sign === ':') {
      const read = /^:nth-(of-type|child)\(\s*([1-9]\d{0,4})\s*\)/u.exec(rest);
      if (read === null || step.nth !== undefined)
        return `of what begins with ":" only :nth-of-type(n) and :nth-child(n) can be used, once for each element`;
      step.nth = { of: read[1] === 'child' ? 'child' : 'type', n: Number(read[2]) };
      rest = rest.slice(read[0].length);
    } else break;
    if (step.tests.length > TESTS_MAX) return `an element has at most ${TESTS_MAX} tests`;
  }
  if (tag === undefined && rest.length === text.length) return `"${text.slice(0, 20)}" is not understood`;
  return { step, rest };
}

/** An attribute test as text. */
export const attributeTest = (name: string, op: AttributeTest['op'], value: string): string =>
  `[${name}${op}"${value.replace(/["\\]/gu, '\\$&')}"]`;
