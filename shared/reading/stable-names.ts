/** Tells names that a person gave (`card-name`) from those that a build tool made (`css-1ab2c`, `sc-bdVaJa`, `Card_name__3Xk2a`). */

const TOOLS =
  /^(?:css|jsx|jss|svelte|emotion|sc|ember|radix|headlessui|mui|chakra|tw|_ng\w*|ng|v|astro|styled|react|yui|ext-gen|gwt-uid)$/iu;
/** Classes that say how something looks now, by the frameworks that are made of them. */
const LOOKS =
  /^(?:-?[mp][trblxyse]?-|[wh]-|min-|max-|text-|font-|bg-|border|rounded|flex|grid|gap-|col-|row|items-|justify-|leading-|tracking-|space-|d-|float-|shadow|hover|active|focus|selected|open|visible|hidden|is-|has-|js-|odd|even|first|last|container|clearfix|relative|absolute|block|inline|truncate|order-|sm$|md$|lg$|xl$|u-)/u;
const VOWELS = /[aeiouyäöüéèàâêîôûáíóúåæøœ]/iu;

/** Whether a class, an id or a value looks as if the next build, or the next person, would have another. */
export function looksGenerated(name: string): boolean {
  if (name.length > 60 || name === '' || /[^\p{L}\p{N}_-]/u.test(name)) return true;
  const parts = partsOf(name);
  if (parts.length === 0 || TOOLS.test(parts[0] ?? '')) return true;
  return !parts.every((part, at) => isWord(part) || (at > 0 && /^\d{1,2}$/u.test(part)));
}

/** Whether a class says what something looks like, not what it is. */
export const saysLooks = (name: string): boolean => LOOKS.test(name);

/** The part of a generated name that a person gave: `Card_name__` of `Card_name__3Xk2a`; `undefined` when there is none. */
export function stablePart(name: string): string | undefined {
  const found = /^([\p{L}][\p{L}_-]{5,40}?(?:__|--?|_))[\p{L}\p{N}_-]{4,12}$/u.exec(name)?.[1];
  if (found === undefined || found === name) return undefined;
  const parts = partsOf(found);
  return parts.length >= 2 && !TOOLS.test(parts[0] ?? '') && parts.every(isWord) ? found : undefined;
}

/** `teamMember-name` is team, Member, name. */
const partsOf = (name: string): string[] =>
  name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[\s_-]+/u)
    .filter((part) => part !== '');

const SHORT = new Set('id tel url org hcard vcard fn h1 h2 h3 b2b n p u h dt img btn hdr ttl nav top bio'.split(' '));

/** Letters that could be said aloud. */
function isWord(part: string): boolean {
  const lower = part.toLowerCase();
  if (SHORT.has(lower)) return true;
  // Scripts other than Latin have words without vowels; no build tool writes them.
  if (/[^\p{Script=Latin}]/u.test(part)) return /^\p{L}{2,}$/u.test(part);
  if (part.length < 3 || part.length > 24 || !VOWELS.test(part)) return false;
  // Capitals within a word, and heaps of consonants, are chance.
  return !/\p{L}\p{Lu}\p{Ll}|\p{Ll}\p{Lu}$/u.test(part) && !/[bcdfghjklmnpqrstvwxz]{5,}/iu.test(part);
}
