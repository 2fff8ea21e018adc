/**
 * Selectors for an element that a person pointed at: the sturdiest first, each proved to select just that element. What a person named
 * (microdata, ids, data attributes, roles, relations, classes that are words) comes before where it stands.
 */
import { classesOf, isElement, tagOf } from './dom.ts';
import { foldText } from './evidence.ts';
import { select, type Budget } from './select.ts';
import { attributeTest, isPlainName, parseSelector, SELECTOR_MAX, STEPS_MAX, type Selector } from './selector.ts';
import { looksGenerated, saysLooks, stablePart } from './stable-names.ts';

/** Teaching happens once, and may take a moment. */
export const TEACHING_BUDGET = 30_000_000;
const ANCESTORS_MAX = 6;
const WANTED = 4;

/** Ways to say what one element is, without where it stands; the sturdiest first. */
export function namesOf(element: Element): string[] {
  const tag = tagOf(element);
  if (!isPlainName(tag)) return [];
  const value = (name: string) => element.getAttribute(name) ?? '';
  const isSteady = (text: string) =>
    text.length <= 40 && text.split(' ').every((word) => !looksGenerated(word)) && !isAbout(text, element);
  const tests: string[] = [];
  for (const name of ['itemprop', 'property'])
    if (isSteady(value(name))) tests.push(`${tag}${attributeTest(name, '=', value(name))}`);
  const id = value('id');
  if (isPlainName(id) && isSteady(id)) tests.push(`#${id}`);
  for (const name of dataNames(element)) {
    tests.push(isSteady(value(name)) ? `${tag}${attributeTest(name, '=', value(name))}` : `${tag}[${name}]`);
  }
  if (value('itemtype') !== '') tests.push(`${tag}${attributeTest('itemtype', '=', value('itemtype').slice(0, 150))}`);
  for (const name of ['aria-label', 'rel', 'role', 'name'])
    if (isSteady(value(name))) tests.push(`${tag}${attributeTest(name, '=', value(name))}`);
  const scheme = /^(?:mailto|tel):/iu.exec(value('href'))?.[0];
  if (scheme !== undefined) tests.push(`${tag}${attributeTest('href', '^=', scheme)}`);
  const classes = classesOf(element).filter((name) => isPlainName(name));
  const words = classes.filter((name) => !looksGenerated(name) && !isAbout(name, element) && !saysLooks(name));
  tests.push(...words.slice(0, 4).map((name) => `${tag}.${name}`));
  if (words.length > 1) tests.push(`${tag}.${words.slice(0, 3).join('.')}`);
  const parts = classes.filter((name) => looksGenerated(name)).flatMap((name) => stablePart(name) ?? []);
  tests.push(...parts.slice(0, 2).map((part) => `${tag}${attributeTest('class', '*=', part)}`));
  return [...new Set(tests)];
}

function dataNames(element: Element): string[] {
  return element
    .getAttributeNames()
    .filter(
      (name) => /^data-[a-z-]{2,40}$/u.test(name) && !/^data-(?:v-|react|larder|ember|aos|src|bs-|turbo)/u.test(name),
    )
    .filter((name) => !looksGenerated(name.slice('data-'.length)))
    .slice(0, 3);
}

/** Several words that also stand in the element's text name this very person, not the field. */
function isAbout(text: string, element: Element): boolean {
  const words = foldText(text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')).split(' ');
  if (words.length < 2) return false;
  const said = ` ${foldText((element.textContent ?? '').slice(0, 500))} `;
  return words.every((word) => said.includes(` ${word} `));
}

/** `li:nth-of-type(3)`, or the tag where it is the only one. */
function placeOf(element: Element): string {
  const tag = tagOf(element);
  let before = 0;
  let after = 0;
  for (let at = element.previousElementSibling; at !== null; at = at.previousElementSibling)
    before += Number(tagOf(at) === tag);
  for (let at = element.nextElementSibling; at !== null && after === 0; at = at.nextElementSibling)
    after += Number(tagOf(at) === tag);
  return before + after === 0 ? tag : `${tag}:nth-of-type(${before + 1})`;
}

/** The elements around one, the nearest first, up to and without `root`. */
export function ancestorsOf(element: Element, root: Node): Element[] {
  const found: Element[] = [];
  for (let at = element.parentNode; at !== null && at !== root && isElement(at); at = at.parentNode) found.push(at);
  return found;
}

/**
 * @param root the document, or the block within which the selector is to work
 * @returns the best few selectors, each of which selects this element below `root` and no other; the last one says where it stands
 */
export function selectorsFor(element: Element, root: Node, budget: Budget = { left: TEACHING_BUDGET }): string[] {
  if (element === root) return [':scope'];
  const ancestors = ancestorsOf(element, root);
  const names = namesOf(element).slice(0, 10);
  const own = [...names, tagOf(element)];
  const near = ancestors.slice(0, ANCESTORS_MAX).map((each) => namesOf(each).slice(0, 3));
  const within = own.slice(0, 5).flatMap((name) => near.flatMap((outer) => outer.map((each) => `${each} ${name}`)));
  const byName = proved([...names, tagOf(element), ...within], element, root, budget);
  // A bare tag is the only one of its kind today; below something with a name it is likelier to stay so.
  const ranked = byName.toSorted((a, b) => Number(a === tagOf(element)) - Number(b === tagOf(element)));
  const byPlace = proved(placesOf(element, ancestors, near), element, root, budget).slice(0, 1);
  return [...new Set([...ranked.slice(0, WANTED - byPlace.length), ...byPlace])];
}

/** Paths of places: from the nearest element with a name, else from the top. */
function placesOf(element: Element, ancestors: readonly Element[], near: readonly string[][]): string[] {
  const paths: string[] = [];
  let path = placeOf(element);
  ancestors.forEach((ancestor, at) => {
    for (const name of near[at] ?? []) paths.push(`${name} > ${path}`);
    if (at < STEPS_MAX - 2) path = `${placeOf(ancestor)} > ${path}`;
  });
  return [...paths, path];
}

/** Those that select just this element. */
function proved(texts: readonly string[], element: Element, root: Node, budget: Budget): string[] {
  const selectors = texts.map((text): Selector | undefined => {
    const parsed = text.length > SELECTOR_MAX ? '' : parseSelector(text);
    return typeof parsed === 'string' ? undefined : parsed;
  });
  const usable = texts.filter((_, at) => selectors[at] !== undefined);
  const found = select(
    root,
    selectors.filter((each) => each !== undefined),
    2,
    budget,
  );
  // Cut short, nothing is proved.
  if (budget.left < 0) return [];
  return usable.filter((_, at) => found[at]?.length === 1 && found[at]?.[0] === element);
}
