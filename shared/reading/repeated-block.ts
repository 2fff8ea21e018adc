/** From one person on a page to all of them: the block that repeats around the fields that were pointed at. */
import { isElement, tagOf } from './dom.ts';
import { select, type Budget } from './select.ts';
import { ancestorsOf, namesOf, selectorsFor, TEACHING_BUDGET } from './selector-for-element.ts';
import { parseSelector, type Selector } from './selector.ts';

export interface RepeatedBlock {
  /** Selectors of the blocks, the best first; all of them select the same blocks. */
  block: string[];
  blocks: Element[];
  /** For each field pointed at, its selectors within a block; those that work in most blocks first. */
  fields: string[][];
}

const LEVELS_MAX = 8;
const BLOCKS_MAX = 20_000;
/** Of more blocks than this, a sample says enough. */
const LOOKED_AT = 30;
/** Some people have no phone number. */
const ENOUGH = 0.6;

/** @returns the smallest block that holds all these elements and repeats; `undefined` when nothing does */
export function findRepeatedBlock(
  elements: readonly Element[],
  document: Document,
  budget: Budget = { left: TEACHING_BUDGET },
): RepeatedBlock | undefined {
  const [first] = elements;
  if (first === undefined) return undefined;
  const around = [first, ...ancestorsOf(first, document)].filter((each) =>
    elements.every((element) => each.contains(element)),
  );
  // The element itself is a block only when nothing around it repeats: cells of a row look alike too.
  const levels = around[0] === first ? [...around.slice(1, LEVELS_MAX), first] : around.slice(0, LEVELS_MAX);
  let nameless: RepeatedBlock | undefined;
  for (const level of levels) {
    if (['html', 'body', 'main'].includes(tagOf(level))) continue;
    const found = readLevel(level, elements, document, budget);
    if (budget.left < 0) break;
    if (found === undefined) continue;
    // A block with a name of its own is worth going one step further out, if it is as often there.
    const isSame = nameless === undefined || found.blocks.length === nameless.blocks.length;
    if (isSame && !found.block[0]?.includes(' > ')) return found;
    nameless ??= found;
  }
  return nameless;
}

function readLevel(
  level: Element,
  elements: readonly Element[],
  document: Document,
  budget: Budget,
): RepeatedBlock | undefined {
  const names = [...namesOf(level).slice(0, 6), ...underParent(level)];
  const selectors = names.map((name) => parse(name));
  const lists = select(document, selectors, BLOCKS_MAX, budget);
  const candidates = names
    .map((name, at) => ({ name, blocks: lists[at] ?? [] }))
    .filter(({ blocks }) => isRepeated(blocks, level));
  if (candidates.length === 0) return undefined;
  const relative = elements.map((element) => selectorsFor(element, level, budget));
  if (relative.some((texts) => texts.length === 0)) return undefined;
  for (const { name, blocks } of candidates) {
    const fields = relative.map((texts) => rankByBlocks(texts, blocks.slice(0, LOOKED_AT), budget));
    if (!fields.every(({ share }) => share >= ENOUGH)) continue;
    const same = candidates.filter((other) => isSameList(other.blocks, blocks)).map((other) => other.name);
    return { block: [...new Set([name, ...same])].slice(0, 4), blocks, fields: fields.map(({ texts }) => texts) };
  }
  return undefined;
}

/** `ul.team > li`, and `ul > li` where the list has no name. */
function underParent(level: Element): string[] {
  const parent = level.parentNode;
  if (parent === null || !isElement(parent)) return [];
  const outer = [...namesOf(parent).slice(0, 2), tagOf(parent)];
  return outer.map((name) => `${name} > ${tagOf(level)}`);
}

/** At least two, this one among them, none within another. */
function isRepeated(blocks: readonly Element[], level: Element): boolean {
  if (blocks.length < 2 || !blocks.includes(level)) return false;
  return blocks.every((block, at) => at === 0 || blocks[at - 1]?.contains(block) !== true);
}

/** The selectors that find one element in most blocks first; those that work in this block alone go. */
function rankByBlocks(
  texts: readonly string[],
  blocks: readonly Element[],
  budget: Budget,
): { texts: string[]; share: number } {
  const selectors = texts.map(parse);
  const hits = texts.map(() => 0);
  let anywhere = 0;
  for (const block of blocks) {
    const found = select(block, selectors, 2, budget);
    found.forEach((list, at) => (hits[at] = (hits[at] ?? 0) + Number(list.length === 1)));
    anywhere += Number(found.some((list) => list.length === 1));
  }
  const ranked = texts
    .map((text, at) => ({ text, at, hits: hits[at] ?? 0 }))
    .filter((each) => each.hits > 1 || blocks.length < 2)
    .toSorted((a, b) => b.hits - a.hits || a.at - b.at);
  return { texts: ranked.map(({ text }) => text), share: ranked.length === 0 ? 0 : anywhere / blocks.length };
}

const isSameList = (a: readonly Element[], b: readonly Element[]) =>
  a.length === b.length && a.every((each, at) => each === b[at]);

function parse(text: string): Selector {
  const parsed = parseSelector(text);
  // A selector of our own making; an empty document is where one that cannot be read finds nothing.
  return typeof parsed === 'string' ? [{ joined: 'below', tag: 'larder-none', tests: [] }] : parsed;
}
