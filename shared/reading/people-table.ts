/** Tables of people whose heading says what each column holds: then a row needs no guesses. */
import { guessColumns, type ColumnKind } from './csv-columns.ts';
import { looksLikeName } from './names.ts';
import { textAt, type PageTree } from './page-tree.ts';

/** A table's heading. */
export interface TableHeading {
  /** The place of its row. */
  row: number;
  columns: readonly ColumnKind[];
}

/** What a row says by the heading of its column. */
export interface TableRow {
  name: string;
  title?: string;
}

const CELLS_MAX = 30;
const CELL_NODES_MAX = 40;
/** Scripts without blanks write a whole name in one word. */
const UNSPACED_NAME = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}々ヶ]{2,8}$/u;

/** The first row of the table around a place; `undefined` where that does not say which column names people. */
export function tableHeading(tree: PageTree, place: number): TableHeading | undefined {
  const { tags, parents, ends } = tree;
  let table = place;
  while (table >= 0 && tags[table] !== 'table') table = parents[table] ?? -1;
  if (table < 0) return undefined;
  const first = tags.indexOf('tr', table);
  if (first < 0 || first >= (ends[table] ?? 0)) return undefined;
  const columns = guessColumns(cellsOf(tree, first).map((cell) => textIn(tree, cell)));
  const isKnown = columns.filter((kind) => kind !== '').length >= 2;
  return isKnown && (columns.includes('name') || columns.includes('familyName')) ? { row: first, columns } : undefined;
}

/** @returns `undefined` for a row that names nobody, such as the heading itself */
export function readTableRow(tree: PageTree, row: number, heading: TableHeading): TableRow | undefined {
  if (row === heading.row) return undefined;
  const { columns } = heading;
  const cells = cellsOf(tree, row);
  const cellOf = (kind: ColumnKind) => textIn(tree, cells[columns.indexOf(kind)]);
  // "Nom | Prénom": the column of the family name may be the only one that says "name".
  const name = `${cellOf('givenName')} ${columns.includes('name') ? cellOf('name') : cellOf('familyName')}`.trim();
  if (!looksLikeName(name.replace(/\p{Lu}{3,}/gu, capitalised)) && !UNSPACED_NAME.test(name)) return undefined;
  const title = cellOf('title');
  return /\p{L}{2}/u.test(title) && title.length <= 100 ? { name, title } : { name };
}

/** A family name in capitals is one all the same: `Van Thanh NGUYEN`. */
const capitalised = (word: string) => word.charAt(0) + word.slice(1).toLowerCase();

/** The places of a row's cells. */
function cellsOf({ tags, ends }: PageTree, row: number): number[] {
  const end = ends[row] ?? row;
  const cells: number[] = [];
  for (let place = row + 1; place < end && cells.length < CELLS_MAX; place = ends[place] ?? end)
    if (tags[place] === 'td' || tags[place] === 'th') cells.push(place);
  return cells;
}

function textIn(tree: PageTree, cell: number | undefined): string {
  if (cell === undefined) return '';
  const { tags, texts, ends } = tree;
  // Most cells hold one text and nothing else.
  const isOne = ends[cell] === cell + 2 && tags[cell + 1] === '';
  const text = isOne ? (texts[cell + 1] ?? '') : textAt(tree, cell, { nodes: CELL_NODES_MAX });
  return text.replace(/\s+/gu, ' ').trim();
}
