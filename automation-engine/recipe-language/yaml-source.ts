/**
 * Reads a YAML file into plain data and remembers where each value stood. YAML here is version 1.2 with the core schema and nothing that
 * makes a reader guess: one document, no anchors, aliases, merge keys or tags, no key twice. What is refused is reported, all at once.
 */
import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
  type Node,
  type Scalar,
} from 'yaml';
import type { RecipeProblem } from './recipe.ts';

/** Ten times the longest recipe that ships. */
export const FILE_MAX = 50_000;
/** More than this in one file helps nobody. */
export const PROBLEMS_MAX = 200;
const DEPTH_MAX = 40;

export type Path = readonly (string | number)[];

/** 1-based, as editors count. */
export interface Place {
  line: number;
  column: number;
}

/** Where a value stands, and its text's style, which tells where the text itself begins. */
interface Standing {
  key: Place;
  value: Place;
  style?: 'plain' | 'quoted' | 'block';
}

export interface Source {
  /** Null when the file holds nothing that can be read. */
  value: unknown;
  problems: RecipeProblem[];
  /** Whether the file's form is so broken that checking what it says would only mislead. */
  broken: boolean;
  /** The place of the value at a path, or of the nearest thing around it that is there. */
  placeOf(path: Path): Place;
  placeOfKey(path: Path): Place;
  /** A place inside a text: `offset` characters from its start, or by its own line and column. */
  placeIn(path: Path, inside: { offset?: number; line?: number; column?: number }): Place;
}

/** `steps[1].then[0].create-task.title` */
export const pathText = (path: Path): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  );

const HINTS: ReadonlyMap<string, string> = new Map([
  ['TAB_AS_INDENT', 'indent with spaces'],
  [
    'BLOCK_AS_IMPLICIT_KEY',
    'put quotes around a text that has ": " in it, and indent what belongs to a key by two spaces',
  ],
  ['BAD_INDENT', 'things that belong together start at the same column'],
  ['MISSING_CHAR', 'is a quote, a bracket or a colon missing?'],
  ['RESOURCE_EXHAUSTION', 'nothing in a recipe needs to be nested that deep'],
]);

const YAML_HINT = 'look at the quotes, brackets and indentation here and on the line before';

/** @param name what the file is, for messages: `a recipe` */
export function readYaml(text: string, name = 'a recipe'): Source {
  const lines = new LineCounter();
  const problems: RecipeProblem[] = [];
  const standings = new Map<string, Standing>();
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const source: Source = { value: null, problems, broken: false, ...finders(standings) };
  const refuse = (path: Path, message: string, at: Place, hint = 'leave it out') =>
    void (problems.length < PROBLEMS_MAX && problems.push({ path: pathText(path), ...at, message, hint }));
  const give = (message: string, hint: string): Source => {
    refuse([], message, { line: 1, column: 1 }, hint);
    return { ...source, broken: true };
  };

  if (text.length > FILE_MAX)
    return give(`the file has ${text.length} characters; ${FILE_MAX} is the most`, 'split it up');
  if (/^%(?:YAML|TAG)\b/m.test(text)) {
    return give('directives such as %YAML are not allowed', `${name} is always YAML 1.2: leave the line out`);
  }
  let documents: Document.Parsed[];
  try {
    documents = [
      ...parseAllDocuments(text, {
        version: '1.2',
        schema: 'core',
        strict: true,
        uniqueKeys: false, // checked below: the library compares each key with all others
        merge: false,
        lineCounter: lines,
        prettyErrors: false,
        customTags: [],
      }),
    ];
  } catch (error) {
    return give(
      `this cannot be read as YAML: ${error instanceof Error ? error.message : String(error)}`,
      'is it nested very deeply?',
    );
  }
  const [document, second] = documents;
  if (document === undefined || document.contents === null) return give('the file is empty', `start with "id:"`);
  if (second !== undefined) {
    refuse(
      [],
      'there is more than one document in the file',
      place(second.range[0]),
      'remove the line "---", or make two files',
    );
  }
  let isLost = false;
  for (const error of document.errors) {
    source.broken = true;
    // Once the structure is lost, every word after it is reported; the first one tells all.
    const isOutside = error.message.includes('in YAML stream');
    if (!isOutside || !isLost) refuse([], messageOf(error), place(error.pos[0]), HINTS.get(error.code) ?? YAML_HINT);
    isLost ||= isOutside;
  }

  const at = (node: Node) => place(node.range?.[0] ?? 0);
  const read = (node: Node | null, path: Path, key: Place): unknown => {
    if (node === null) return null;
    const here = at(node);
    standings.set(keyOf(path), { key, value: here, ...styleOf(node) });
    if (path.length > DEPTH_MAX)
      return void refuse(path, `this is nested more than ${DEPTH_MAX} deep`, here, HINTS.get('RESOURCE_EXHAUSTION'));
    if (isAlias(node)) return void refuse(path, 'aliases (*name) are not allowed', here, 'write the value out');
    if ((isScalar(node) || isCollection(node)) && node.anchor !== undefined)
      refuse(path, 'anchors (&name) are not allowed', here, 'write the value where it is used');
    if (node.tag !== undefined)
      refuse(
        path,
        `tags such as ${node.tag.slice(0, 40)} are not allowed`,
        here,
        'leave the tag out; quotes make a text',
      );
    if (isScalar(node)) return readScalar(node, path, here);
    if (isSeq<Node | null>(node))
      return node.items.map((item, n) => read(item, [...path, n], item === null ? here : at(item)));
    return isMap<Node, Node | null>(node) ? readMap(node.items, path) : null;
  };
  const readMap = (pairs: { key: Node; value: Node | null }[], path: Path): Record<string, unknown> => {
    const map: Record<string, unknown> = {};
    for (const pair of pairs) {
      const keyPlace = at(pair.key);
      const key = isScalar(pair.key) ? pair.key.value : undefined;
      if (typeof key !== 'string') {
        refuse(path, 'a key must be a plain text', keyPlace, 'a text that starts with {{ or [ needs quotes around it');
      } else if (key === '__proto__') refuse(path, 'this key is not allowed', keyPlace);
      else if (key === '<<') refuse(path, 'merge keys (<<) are not allowed', keyPlace, 'write the values out');
      else if (Object.hasOwn(map, key)) {
        const { line } = standings.get(keyOf([...path, key]))?.key ?? keyPlace;
        refuse(
          [...path, key],
          `the key "${key.slice(0, 64)}" is there already, on line ${line}`,
          keyPlace,
          'keep one of the two',
        );
      } else {
        standings.set(keyOf([...path, key]), { key: keyPlace, value: keyPlace });
        map[key] = read(pair.value, [...path, key], keyPlace);
      }
    }
    return map;
  };
  const readScalar = (node: Scalar, path: Path, here: Place): unknown => {
    const { value } = node;
    if (typeof value !== 'number') return value;
    if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) return value;
    return void refuse(
      path,
      `${node.source ?? value} is no number that can be kept exactly`,
      here,
      'put quotes around it if it is a text',
    );
  };

  source.value = read(document.contents, [], { line: 1, column: 1 });
  return source;
}

function messageOf({ code, message }: { code: string; message: string }): string {
  if (code === 'RESOURCE_EXHAUSTION') return 'this is nested too deeply';
  if (message.includes('in YAML stream')) return 'this belongs to nothing that stands before it';
  return message.replace(/^Missing closing (.)quote/, 'the closing $1 of a text is missing');
}

const keyOf = (path: Path) => JSON.stringify(path);

function styleOf(node: Node): { style?: Standing['style'] } {
  if (!isScalar(node) || typeof node.value !== 'string') return {};
  if (node.type === 'PLAIN') return { style: 'plain' };
  return { style: node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED' ? 'block' : 'quoted' };
}

function finders(standings: ReadonlyMap<string, Standing>): Pick<Source, 'placeOf' | 'placeOfKey' | 'placeIn'> {
  const nearest = (path: Path): { standing: Standing | undefined; exact: boolean } => {
    for (let length = path.length; length >= 0; length--) {
      const standing = standings.get(keyOf(path.slice(0, length)));
      if (standing !== undefined) return { standing, exact: length === path.length };
    }
    return { standing: undefined, exact: false };
  };
  const start = { line: 1, column: 1 };
  return {
    placeOf: (path) => nearest(path).standing?.value ?? start,
    placeOfKey(path) {
      const { standing, exact } = nearest(path);
      return (exact ? standing?.key : standing?.value) ?? start;
    },
    placeIn(path, { offset, line, column }) {
      const { standing, exact } = nearest(path);
      const { value, style } = standing ?? { value: start };
      if (!exact || style === undefined) return value;
      // The text of a block starts on the line after its `|`; how far it is indented is not known here.
      if (style === 'block') return line === undefined ? value : { line: value.line + line, column: 1 };
      if (line !== undefined && line > 1) return value;
      const before = offset ?? (column === undefined ? 0 : column - 1);
      return { line: value.line, column: value.column + before + (style === 'quoted' ? 1 : 0) };
    },
  };
}
