/**
 * Reads RDFa 1.1 as things: RDFa Lite (vocab, typeof, property, resource, prefix) and of RDFa Core about, content, rel, rev, href,
 * src, datetime and chaining. https://www.w3.org/TR/rdfa-core/#s_sequence
 */
import { baseAddress, isElement, pathsTo, tagOf, walk } from './dom.ts';
import { textOf } from './html-to-text.ts';
import { plainText, newTextBudget } from './microformat-values.ts';
import { addValue, localName, newThing, THINGS_MAX, type Thing, type Value } from './structured-data.ts';

/** What an element hands down to those in it. */
interface Scope {
  element: Element;
  vocab: string;
  prefixes: ReadonlyMap<string, string>;
  subject: Subject;
  /** Relations that wait for the subject of a descendant: `rel` without a target. */
  waiting: { properties: readonly string[]; isReverse: boolean; from: Subject }[];
  /** The one that they wait for when no descendant names it. */
  unnamed?: Subject | undefined;
}

/** Something that is talked about; it becomes a thing when something is said about it. */
interface Subject {
  id?: string;
  thing?: Thing;
}

const DEPTH_MAX = 100_000;

/** Prefixes that pages use without declaring them (https://www.w3.org/2011/rdfa-context/rdfa-1.1), as far as they matter here. */
const INITIAL = new Map(
  Object.entries({
    schema: 'http://schema.org/',
    foaf: 'http://xmlns.com/foaf/0.1/',
    dc: 'http://purl.org/dc/terms/',
    dcterms: 'http://purl.org/dc/terms/',
    dc11: 'http://purl.org/dc/elements/1.1/',
    og: 'http://ogp.me/ns#',
    v: 'http://rdf.data-vocabulary.org/#',
    vcard: 'http://www.w3.org/2006/vcard/ns#',
    gr: 'http://purl.org/goodrelations/v1#',
    cc: 'http://creativecommons.org/ns#',
    sioc: 'http://rdfs.org/sioc/ns#',
    skos: 'http://www.w3.org/2004/02/skos/core#',
    rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
    rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
    xhv: 'http://www.w3.org/1999/xhtml/vocab#',
  }),
);

/** All things of a page about which something is said. Types and properties keep the last part of their names. */
export function readRdfa(document: Document, url: string): Thing[] {
  return new Reader(document, url).read();
}

const tokens = (text: string | null) => (text ?? '').split(/\s+/u).filter((token) => token !== '');

class Reader {
  private readonly things: Thing[] = [];
  private readonly references: { thing: Thing; property: string; subject: Subject }[] = [];
  private readonly subjects = new Map<string, Subject>();
  private readonly budget = newTextBudget();
  private readonly stack: Scope[] = [];
  private namesLeft = 2_000;
  private readonly base: string;
  private readonly document: Document;

  constructor(document: Document, url: string) {
    this.document = document;
    this.base = baseAddress(document, url).replace(/#.*$/u, '');
  }

  read(): Thing[] {
    const root = this.subjectOf(this.base);
    const hasVocabulary = this.document.querySelector('[vocab]') !== null;
    const paths = pathsTo(this.document, hasVocabulary ? `${SPEAKING},[rel],[rev]` : SPEAKING);
    walk(
      this.document,
      (node) => {
        if (this.things.length >= THINGS_MAX) return 'stop';
        // Where a relation waits for its target, anything may be it.
        if (!paths.has(node) && (this.stack.at(-1)?.waiting.length ?? 0) === 0) return 'skip';
        if (!isElement(node)) return undefined;
        const scope = this.stack.at(-1) ?? {
          element: node,
          vocab: '',
          prefixes: INITIAL,
          subject: root,
          waiting: [],
        };
        if (this.stack.length < DEPTH_MAX && hasRdfa(node)) this.stack.push(this.enter(node, scope));
        return undefined;
      },
      (node) => {
        if (this.stack.at(-1)?.element === node) this.leave(this.stack.pop());
      },
    );
    this.resolveReferences();
    return this.things;
  }

  /** What was named before it was described. */
  private resolveReferences(): void {
    for (const { thing, property, subject } of this.references) {
      const values = thing.properties.get(property) ?? [];
      const at = subject.id === undefined ? -1 : values.indexOf(subject.id);
      if (at >= 0 && subject.thing !== undefined) values[at] = subject.thing;
    }
  }

  private say(thing: Thing, property: string, value: Value, subject?: Subject): void {
    addValue(thing, property, value);
    const isOpen = typeof value === 'string' && subject !== undefined && this.references.length < THINGS_MAX;
    if (isOpen) this.references.push({ thing, property: localName(property), subject });
  }

  /** One element, by section 7.5 of RDFa Core, in the same order. */
  private enter(element: Element, parent: Scope): Scope {
    const get = (name: string) => element.getAttribute(name);
    const vocab = get('vocab')?.trim() ?? parent.vocab;
    const prefixes = this.prefixesOf(element, parent.prefixes);
    const scope: Scope = { element, vocab, prefixes, subject: parent.subject, waiting: [] };
    const names = (attribute: string) => tokens(get(attribute)).flatMap((token) => expand(token, scope) ?? []);
    const rels = names('rel').filter((name) => this.isRelation(name, element));
    const revs = names('rev').filter((name) => name.includes(':'));
    const properties = names('property');
    const hasType = element.hasAttribute('typeof');
    const isLinked = rels.length > 0 || revs.length > 0;
    const about = this.resource(get('about'), scope);
    const target = this.resource(get('resource'), scope) ?? this.link(get('href')) ?? this.link(get('src'));
    let object: Subject | undefined;
    let typed: Subject | undefined;
    if (isLinked) {
      scope.subject = about ?? parent.subject;
      object = target ?? (hasType ? {} : undefined);
      typed = about !== undefined && hasType ? about : object;
    } else if (properties.length > 0 && !element.hasAttribute('content') && !element.hasAttribute('datatype')) {
      scope.subject = about ?? parent.subject;
      if (hasType) typed = about ?? target ?? {};
      if (about === undefined) object = typed;
    } else {
      scope.subject = about ?? target ?? (hasType ? {} : parent.subject);
      if (hasType) typed = scope.subject;
    }
    if (hasType && typed !== undefined) this.thingOf(typed).types.push(...newThing(names('typeof')).types);
    // What an element around this one left open is about the first subject in it.
    const hasOwnSubject = about !== undefined || (!isLinked && scope.subject !== parent.subject) || typed !== undefined;
    const first = isLinked ? scope.subject : (object ?? scope.subject);
    if (parent.waiting.length === 0) scope.waiting = [];
    else if (hasOwnSubject) this.complete(parent, first);
    else if (isLinked || properties.length > 0) {
      if (parent.unnamed === undefined) this.complete(parent, (parent.unnamed = {}));
      scope.subject = parent.unnamed;
    } else {
      scope.waiting = parent.waiting;
      scope.unnamed = parent.unnamed;
    }
    if (object !== undefined) {
      this.connect(scope.subject, rels, object, false);
      this.connect(scope.subject, revs, object, true);
    } else if (isLinked) {
      if (rels.length > 0)
        scope.waiting = [...scope.waiting, { properties: rels, isReverse: false, from: scope.subject }];
      if (revs.length > 0)
        scope.waiting = [...scope.waiting, { properties: revs, isReverse: true, from: scope.subject }];
    }
    if (properties.length > 0) {
      const value = this.valueOf(element, isLinked, typed, about !== undefined);
      const thing = this.thingOf(scope.subject);
      for (const property of properties) this.say(thing, property, value, this.linked(element, isLinked));
    }
    if (object !== undefined) scope.subject = object;
    return scope;
  }

  /** What has no name is called by its text, if that is short. */
  private leave(scope: Scope | undefined): void {
    const thing = scope?.element.hasAttribute('typeof') === true ? scope.subject.thing : undefined;
    if (scope === undefined || thing === undefined || thing.properties.has('name') || this.namesLeft-- <= 0) return;
    thing.text = textOf(scope.element, { nodes: 30 }).slice(0, 100);
  }

  private complete({ waiting }: Scope, open: Subject): void {
    for (const { properties, isReverse, from } of waiting) this.connect(from, properties, open, isReverse);
  }

  /** The words `next`, `stylesheet`, `nofollow` are about pages, not about people; only names from a vocabulary count. */
  private isRelation(name: string, element: Element): boolean {
    return name.includes(':') && (tagOf(element) !== 'link' || !name.startsWith('http://www.w3.org/1999/xhtml/vocab#'));
  }

  private connect(from: Subject, properties: readonly string[], to: Subject, isReverse: boolean): void {
    const [subject, object] = isReverse ? [to, from] : [from, to];
    for (const property of properties) this.say(this.thingOf(subject), property, this.asValue(object), object);
  }

  /** A thing that is described somewhere, or else its address. */
  private asValue(subject: Subject): Value {
    if (subject.thing === undefined && subject.id !== undefined) return subject.id;
    return this.thingOf(subject);
  }

  private valueOf(element: Element, isLinked: boolean, typed: Subject | undefined, hasAbout: boolean): Value {
    const content = element.getAttribute('content');
    if (content !== null) return content;
    const datetime = element.getAttribute('datetime');
    if (datetime !== null) return datetime;
    if (typed !== undefined && !hasAbout && !isLinked) return this.asValue(typed);
    const linked = this.linked(element, isLinked);
    // Talked about elsewhere on the page: the thing itself.
    if (linked !== undefined) return linked.thing ?? linked.id ?? '';
    return plainText(element, { base: this.base, budget: this.budget, isClassic: true }, 'words');
  }

  /** What an element with a property leads to, unless its `rel` leads there. */
  private linked(element: Element, isLinked: boolean): Subject | undefined {
    if (isLinked || element.hasAttribute('content') || element.hasAttribute('datetime')) return undefined;
    return this.link(element.getAttribute('resource') ?? element.getAttribute('href') ?? element.getAttribute('src'));
  }

  private thingOf(subject: Subject): Thing {
    if (subject.thing === undefined) {
      subject.thing = newThing([], subject.id);
      this.things.push(subject.thing);
    }
    return subject.thing;
  }

  private subjectOf(id: string): Subject {
    const known = this.subjects.get(id) ?? { id };
    if (this.subjects.size < THINGS_MAX) this.subjects.set(id, known);
    return known;
  }

  /** `about` and `resource` may be compact: `[dbp:Albert]`, `_:a`. */
  private resource(written: string | null, scope: Scope): Subject | undefined {
    if (written === null) return undefined;
    const inner = /^\[(.*)\]$/su.exec(written.trim())?.[1] ?? written.trim();
    if (inner.startsWith('_:')) return this.subjectOf(inner);
    const [prefix = '', ...rest] = inner.split(':');
    const vocabulary = rest.length === 0 || rest.join(':').startsWith('//') ? undefined : scope.prefixes.get(prefix);
    return vocabulary === undefined ? this.link(inner) : this.subjectOf(vocabulary + rest.join(':'));
  }

  private link(written: string | null): Subject | undefined {
    if (written === null || written.length > 2_000) return undefined;
    const text = written.trim();
    return this.subjectOf(URL.canParse(text, this.base) ? absolute(text, this.base) : text);
  }

  private prefixesOf(element: Element, known: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    const written = tokens(element.getAttribute('prefix')).slice(0, 100);
    const declared: [string, string][] = [];
    for (let at = 0; at + 1 < written.length; at += 2)
      declared.push([(written[at] ?? '').replace(/:$/u, '').toLowerCase(), written[at + 1] ?? '']);
    for (const { name, value } of element.attributes)
      if (name.startsWith('xmlns:')) declared.push([name.slice(6).toLowerCase(), value]);
    return declared.length === 0 ? known : new Map([...known, ...declared]);
  }
}

const absolute = (text: string, base: string) => (URL.canParse(text) ? text : new URL(text, base).href);

/** Elements that say something: the others only say for those in them what it is about. */
const SPEAKING = '[property],[typeof],[rel*=":"],[rev*=":"]';
const ATTRIBUTES = ['property', 'typeof', 'vocab', 'about', 'resource', 'prefix', 'rel', 'rev'];
const hasRdfa = (element: Element) =>
  ATTRIBUTES.some((name) => element.hasAttribute(name)) ||
  (tagOf(element) === 'html' && element.getAttributeNames().some((name) => name.startsWith('xmlns:')));

/** A term, a compact name or an address, in full; nothing for a word of no vocabulary. */
function expand(token: string, { vocab, prefixes }: Scope): string | undefined {
  const colon = token.indexOf(':');
  if (colon > 0) {
    const vocabulary = prefixes.get(token.slice(0, colon).toLowerCase());
    return vocabulary === undefined ? token : vocabulary + token.slice(colon + 1);
  }
  // `vocab="https://schema.org"` without its slash is a common slip.
  return vocab === '' ? undefined : /[/#:]$/u.test(vocab) ? vocab + token : `${vocab}/${token}`;
}
