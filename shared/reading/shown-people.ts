/** People as webmails show them: an element with a name, and an address in an attribute, a link or its text. */
import { findAddresses, normaliseAddress, parseAddressList, type MailAddress } from './addresses.ts';
import { findElements, walk, isElement } from './dom.ts';
import { clipLine } from './evidence.ts';
import { splitHeaderLine } from './header-labels.ts';
import { textOf } from './html-to-text.ts';

/** Attributes that hold nothing but an address, then those that may hold "Name <address>". */
const EXACT = ['email', 'data-hovercard-id', 'data-email', 'data-address'];
const WRITTEN = ['title', 'aria-label'];

/** Somebody on a page; some webmails show colleagues by their name only. */
export interface ShownPerson {
  name: string;
  address?: string;
}

/** The person that an element is about: by its own attributes, then by those of what is in it, then by its text. */
export function personIn(element: Element): ShownPerson | undefined {
  const text = textOf(element);
  const within = [element, ...findElements(element, () => true, 60)];
  for (const each of within) {
    const address = exactAddress(each);
    if (address === undefined) continue;
    const name = each.getAttribute('name') ?? nameIn(textOf(each), address) ?? '';
    return person(name === '' ? (nameIn(text, address) ?? '') : name, address);
  }
  const written = [...within.flatMap((each) => WRITTEN.map((name) => each.getAttribute(name) ?? '')), text];
  for (const words of written) {
    const [found] = writtenPeople(words);
    if (found !== undefined)
      return person(found.name === '' ? (nameIn(text, found.address) ?? '') : found.name, found.address);
  }
  const name = clipLine(splitHeaderLine(text)?.rest ?? text, 200);
  return name === '' ? undefined : { name };
}

/** All people with an address that a part of the page names, each once. */
export function peopleIn(root: Element, skip: (element: Element) => boolean = () => false): MailAddress[] {
  const people = new Map<string, MailAddress>();
  const add = (name: string, address: string) => {
    const known = people.get(address);
    if (known === undefined) people.set(address, person(name, address));
    else if (known.name === '') known.name = person(name, address).name;
  };
  walk(root, (node) => {
    if (!isElement(node)) return undefined;
    if (skip(node)) return 'skip';
    const address = exactAddress(node);
    if (address !== undefined) add(node.getAttribute('name') ?? nameIn(textOf(node), address) ?? '', address);
    else
      for (const attribute of WRITTEN)
        for (const found of writtenPeople(node.getAttribute(attribute) ?? ''))
          add(found.name === '' ? (nameIn(textOf(node), found.address) ?? '') : found.name, found.address);
    return undefined;
  });
  for (const found of writtenPeople(textOf(root, { skip }))) add(found.name, found.address);
  return [...people.values()];
}

/** The people of a text such as "Dana Fox <dana@globex.test>, Lee Ng (lee@globex.test)". */
export function writtenPeople(text: string): MailAddress[] {
  // A bar is where one cell of a table ends.
  const line = clipLine(splitHeaderLine(text)?.rest ?? text, 5_000).replace(/(?:^|\s)\|(?:\s|$)/gu, ', ');
  if (!line.includes('@')) return [];
  const listed = parseAddressList(line.replace(/\(([^()\s]+@[^()\s]+)\)/gu, '<$1>').replaceAll(';', ','));
  // Prose is no list: only what looks like an address in it counts.
  const isList = listed.length > 0 && listed.every(({ name }) => name.split(' ').length <= 8);
  return isList ? listed : findAddresses(line, 50).map(({ address }) => ({ name: '', address }));
}

/** A text in which everybody of a list such as "Dana Fox <dana@globex.test>, Lee Ng <lee@globex.test>" has a line of their own. */
export const onePerLine = (text: string): string =>
  text
    .split('\n')
    .flatMap((line) => {
      const people = writtenPeople(line);
      return people.length < 2 ? line : people.map(({ name, address }) => `${name} <${address}>`.trim());
    })
    .join('\n');

function exactAddress(element: Element): string | undefined {
  for (const name of EXACT) {
    const address = normaliseAddress(element.getAttribute(name) ?? '');
    if (address !== undefined) return address;
  }
  const href = element.getAttribute('href') ?? '';
  if (!/^mailto:/iu.test(href)) return undefined;
  return normaliseAddress(href.replace(/\?.*$/u, ''));
}

/** The name in an element's words, without this address and the marks around it; somebody else's address in it stays. */
function nameIn(text: string, address: string): string | undefined {
  const rest = (splitHeaderLine(text)?.rest ?? text).slice(0, 2_000);
  const bare = rest.replace(/[<([]?([^\s<>()[\]]+@[^\s<>()[\]]+)[>)\]]?/gu, (all, written: string) =>
    normaliseAddress(written.replace(/[,;.:]+$/u, '')) === address ? ' ' : all,
  );
  const name = clipLine(bare, 200).replace(/[\s,;:<>()]+$/u, '');
  return name === '' ? undefined : name;
}

const person = (name: string, address: string): MailAddress => {
  const line = clipLine(name, 200);
  return { name: normaliseAddress(line) === address ? '' : line, address };
};
