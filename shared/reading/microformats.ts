/**
 * Reads microformats2 and, through the same door, the classic microformats (hCard, adr …), into the canonical form of the
 * specification. https://microformats.org/wiki/microformats2-parsing
 */
import { baseAddress, classesOf, isElement, pathsTo, tagOf, walk } from './dom.ts';
import { impliedName, impliedPhoto, impliedUrl } from './microformat-implied.ts';
import { classicProperties, classicRoots } from './microformat-names.ts';
import {
  markupValue,
  newTextBudget,
  plainText,
  resolveUrl,
  rootNames,
  textValue,
  timeValue,
  urlValue,
  type ImageValue,
  type MarkupValue,
  type ValueContext,
} from './microformat-values.ts';

export interface MicroformatItem {
  type: string[];
  id?: string;
  properties: Record<string, MicroformatValue[]>;
  children?: MicroformatItem[];
}
export type NestedItem = MicroformatItem & { value: string | ImageValue; html?: string };
export type MicroformatValue = string | ImageValue | MarkupValue | NestedItem;

export interface Microformats {
  items: MicroformatItem[];
  /** Addresses by relation. */
  rels: Record<string, string[]>;
  'rel-urls': Record<string, { rels: string[]; text: string }>;
}

export const isNestedItem = (value: MicroformatValue): value is NestedItem =>
  typeof value === 'object' && 'type' in value;

const ITEMS_MAX = 5_000;
const DEPTH_MAX = 40;
const VALUES_MAX = 20_000;

/** A root that is being read: its element, and what was found below it so far. */
interface Frame {
  element: Element;
  item: MicroformatItem;
  properties: Map<string, MicroformatValue[]>;
  children: MicroformatItem[];
  isClassic: boolean;
  /** For a classic root: class names to property names. */
  names: ReadonlyMap<string, string>;
  /** The prefixes of explicit properties: an explicit one keeps others from being implied. */
  prefixes: Set<string>;
  hasNested: boolean;
}

export function readMicroformats(document: Document, url: string): Microformats {
  const base = baseAddress(document, url);
  const budget = newTextBudget();
  const items: MicroformatItem[] = [];
  const stack: Frame[] = [];
  const rels = new Rels();
  let itemsLeft = ITEMS_MAX;
  let valuesLeft = VALUES_MAX;
  const contextOf = (frame: Frame | undefined): ValueContext => ({
    base,
    budget,
    isClassic: frame?.isClassic ?? false,
  });

  const close = (frame: Frame) => {
    stack.pop();
    finish(frame, contextOf(frame));
    const parent = stack.at(-1);
    const properties = parent === undefined ? [] : propertyNames(frame.element, parent);
    if (parent === undefined) items.push(frame.item);
    else {
      parent.hasNested = true;
      if (properties.length === 0) parent.children.push(frame.item);
    }
    for (const [prefix, name] of properties) {
      parent?.prefixes.add(prefix);
      add(parent, name, { ...frame.item, ...nestedValue(prefix, frame, contextOf(parent)) });
    }
  };

  const paths = pathsTo(document, ROOTS);
  walk(
    document,
    (node) => {
      if (stack.length === 0 && !paths.has(node)) return 'skip';
      if (!isElement(node)) return undefined;
      if (tagOf(node) === 'template') return 'skip';
      const rel = node.getAttribute('rel');
      if (rel !== null) rels.add(node, rel, contextOf(undefined));
      if (!node.hasAttribute('class')) return undefined;
      const frame = stack.at(-1);
      const root = stack.length >= DEPTH_MAX || itemsLeft <= 0 ? undefined : frameOf(node);
      if (root !== undefined) {
        itemsLeft--;
        stack.push(root);
        return undefined;
      }
      if (frame === undefined) return undefined;
      for (const [prefix, name] of propertyNames(node, frame)) {
        if (valuesLeft-- <= 0 || budget.nodes <= 0) break;
        frame.prefixes.add(prefix);
        add(frame, name, valueOf(prefix, node, contextOf(frame)));
      }
      return undefined;
    },
    (node) => {
      const frame = stack.at(-1);
      if (frame?.element === node) close(frame);
    },
  );
  return { items, ...rels.result() };
}

/** Elements that may be roots, or links with a relation. */
const ROOTS = [
  ...['h-', ...classicRoots.keys()].map((name) => `[class*="${name}"]`),
  'a[rel]',
  'area[rel]',
  'link[rel]',
].join(',');

function frameOf(element: Element): Frame | undefined {
  const classes = classesOf(element);
  const modern = rootNames(classes);
  const classic = classes.flatMap((name) => classicRoots.get(name) ?? []);
  const type = modern.length > 0 ? modern : [...new Set(classic)].toSorted();
  if (type.length === 0) return undefined;
  const isClassic = modern.length === 0;
  const id = element.getAttribute('id') ?? '';
  return {
    element,
    item: { ...(id === '' ? {} : { id }), type, properties: {} },
    properties: new Map(),
    children: [],
    isClassic,
    names: isClassic ? new Map(type.flatMap((root) => [...(classicProperties.get(root) ?? [])])) : new Map(),
    prefixes: new Set(),
    hasNested: false,
  };
}

const PROPERTY = /^(p|u|dt|e)-((?:[a-z\d]+-)?[a-z]+(?:-[a-z]+)*)$/u;

/** The properties that an element is for the item around it, each once: prefix and name. */
function propertyNames(element: Element, frame: Frame): [prefix: string, name: string][] {
  const seen = new Set<string>();
  return classesOf(element).flatMap((written): [string, string][] => {
    const name = frame.isClassic ? (frame.names.get(written) ?? '') : written;
    const [, prefix, property] = PROPERTY.exec(name.slice(0, 100)) ?? [];
    if (prefix === undefined || property === undefined || seen.has(name)) return [];
    seen.add(name);
    return [[prefix, property]];
  });
}

function valueOf(prefix: string, element: Element, context: ValueContext): MicroformatValue {
  if (prefix === 'u') return urlValue(element, context);
  if (prefix === 'dt') return timeValue(element, context);
  return prefix === 'e' ? markupValue(element, context) : textValue(element, context);
}

function add(frame: Frame | undefined, name: string, value: MicroformatValue): void {
  const values = frame?.properties.get(name);
  if (values === undefined) frame?.properties.set(name, [value]);
  else if (values.length < 1_000) values.push(value);
}

/** What stands for a nested item where only words or an address will do. */
function nestedValue(prefix: string, frame: Frame, context: ValueContext): Pick<NestedItem, 'value' | 'html'> {
  const own = frame.properties.get(prefix === 'u' ? 'url' : 'name')?.[0];
  if (prefix === 'e') return markupValue(frame.element, context);
  if (prefix === 'p' && typeof own === 'string') return { value: own };
  if (prefix === 'u' && own !== undefined) return { value: typeof own === 'string' ? own : own.value };
  if (prefix === 'u') return { value: urlValue(frame.element, context) };
  return { value: prefix === 'dt' ? timeValue(frame.element, context) : textValue(frame.element, context) };
}

/** Classic roots imply nothing; the others a name, a photo and an address, where nothing explicit says otherwise. */
function finish(frame: Frame, context: ValueContext): void {
  const { element, properties, prefixes, hasNested, children, item } = frame;
  if (!frame.isClassic && !hasNested) {
    if (!properties.has('name') && !prefixes.has('p') && !prefixes.has('e'))
      add(frame, 'name', impliedName(element) ?? plainText(element, context, 'words'));
    if (!prefixes.has('u')) {
      const photo = properties.has('photo') ? undefined : impliedPhoto(element);
      const url = properties.has('url') ? undefined : impliedUrl(element);
      if (photo !== undefined) add(frame, 'photo', urlValue(photo, context));
      if (url !== undefined) add(frame, 'url', resolveUrl(url, context.base));
    }
  }
  item.properties = Object.fromEntries(properties);
  if (children.length > 0) item.children = children;
}

/** Links that say how they relate to the page. */
class Rels {
  private readonly byRel = new Map<string, Set<string>>();
  private readonly byUrl = new Map<string, { rels: Set<string>; text: string }>();

  add(element: Element, rel: string, context: ValueContext): void {
    const href = element.getAttribute('href');
    if (href === null || this.byUrl.size >= 2_000 || !['a', 'area', 'link'].includes(tagOf(element))) return;
    const url = resolveUrl(href, context.base);
    const names = rel.split(/\s+/u).filter((name) => name !== '');
    const known = this.byUrl.get(url) ?? { rels: new Set<string>(), text: plainText(element, context, 'words') };
    if (names.length > 0) this.byUrl.set(url, known);
    for (const name of names.slice(0, 20)) {
      known.rels.add(name);
      const urls = this.byRel.get(name) ?? new Set<string>();
      this.byRel.set(name, urls.add(url));
    }
  }

  result(): Pick<Microformats, 'rels' | 'rel-urls'> {
    return {
      rels: Object.fromEntries([...this.byRel].map(([rel, urls]) => [rel, [...urls]])),
      'rel-urls': Object.fromEntries(
        [...this.byUrl].map(([url, { rels, text }]) => [url, { rels: [...rels].toSorted(), text }]),
      ),
    };
  }
}
