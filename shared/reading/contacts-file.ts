/** A file of contacts, as address books and networks export them: CSV with any columns, or vCards. */
import type { DraftContact } from '../model/draft.ts';
import { contactOfRow, type RowProblem } from './csv-contacts.ts';
import { guessColumns, headerRow, type ColumnKind } from './csv-columns.ts';
import { CsvProblem, readCsvRows, separatorOf, type CsvRow } from './csv.ts';
import { draftContact, type Reading } from './evidence.ts';
import { readVCards } from './vcard.ts';
import { vcardFindings } from './vcard-findings.ts';

const ROWS_MAX = 100_000;
/** Rows that are read in one go, so that a person's clicks are answered meanwhile. */
const PIECE = 200;

/** A table, before anybody said what its columns are. */
export interface ContactsTable {
  header: string[];
  /** A guess, for the person to change. */
  columns: ColumnKind[];
  rows: CsvRow[];
  /** The line from which on the file is no CSV; the rows before it are there. */
  brokenFrom?: number;
}

/** An entry that is no contact: the line of a table, or the place of a card among the cards. */
export interface Unread {
  line: number;
  why: RowProblem;
}
export interface ContactsRead {
  people: DraftContact[];
  unread: Unread[];
}

export const isVCardFile = (text: string): boolean => /^\ufeff?\s{0,100}BEGIN\s{0,9}:\s{0,9}VCARD/iu.test(text);

/** @param text any text; what is no CSV is said, not thrown */
export function readTable(text: string): ContactsTable {
  const rows: CsvRow[] = [];
  let brokenFrom: number | undefined;
  try {
    for (const row of readCsvRows(text, separatorOf(text))) {
      rows.push(row);
      if (rows.length > ROWS_MAX) break;
    }
  } catch (error) {
    if (!(error instanceof CsvProblem)) throw error;
    brokenFrom = error.line;
  }
  const at = headerRow(rows);
  const header = rows[at]?.cells ?? [];
  return {
    header,
    columns: guessColumns(header),
    rows: rows.slice(at + 1, ROWS_MAX),
    ...(brokenFrom === undefined ? {} : { brokenFrom }),
  };
}

/** @param rest is awaited between pieces; what it throws ends the reading */
export async function readRows(
  { header, rows }: ContactsTable,
  columns: readonly ColumnKind[],
  reading: Reading,
  rest: () => Promise<void>,
): Promise<ContactsRead> {
  return readEach(rows, rest, ({ cells, line }) => {
    const read = contactOfRow(cells, header, columns, reading, `line ${line}`);
    return typeof read === 'string' ? { line, why: read } : read;
  });
}

/** The same for the cards of a .vcf file. */
export async function readCards(
  bytes: Uint8Array | string,
  reading: Reading,
  rest: () => Promise<void>,
): Promise<ContactsRead> {
  return readEach(readVCards(bytes), rest, (card, at) => {
    const findings = vcardFindings(card, { ...reading, confidence: 0.95 });
    const email = findings.find(({ path }) => path.startsWith('emails/'))?.path.slice('emails/'.length);
    const isSomebody = findings.some(({ path }) => /^(?:name$|emails\/|phones\/)/u.test(path));
    const line = at + 1;
    return isSomebody ? draftContact(email ?? `card ${line}`, 'listed', findings) : { line, why: 'nobody' };
  });
}

async function readEach<T>(
  entries: readonly T[],
  rest: () => Promise<void>,
  read: (entry: T, at: number) => DraftContact | Unread,
): Promise<ContactsRead> {
  const result: ContactsRead = { people: [], unread: [] };
  for (const [at, entry] of entries.entries()) {
    const one = read(entry, at);
    if ('why' in one) result.unread.push(one);
    else result.people.push(one);
    if (at % PIECE === PIECE - 1) await rest();
  }
  return result;
}
