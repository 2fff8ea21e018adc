/** From a row of a contacts file to a draft contact. */
import type { DraftContact } from '../model/draft.ts';
import { normaliseAddress } from './addresses.ts';
import { linkValue, nameFindings, phoneFinding } from './card-findings.ts';
import type { ColumnKind } from './csv-columns.ts';
import { webAddress } from './dom.ts';
import { clipLine, draftContact, findLine, makeEvidence, type Finding, type Reading } from './evidence.ts';
import { toE164 } from './phones.ts';
import { dayOf } from './vcard-findings.ts';

/** Why a row is no contact: it names and reaches nobody, or what stands where an address should be is none. */
export type RowProblem = 'nobody' | 'bad-email';

const SURE = 0.95;
/** Google joins several values of one cell by " ::: ". */
const SEVERAL = /\s*(?:;|\s:::\s|\n)\s*/u;

/** @param key tells the rows apart that have no address */
export function contactOfRow(
  cells: readonly string[],
  header: readonly string[],
  columns: readonly ColumnKind[],
  reading: Reading,
  key: string,
): DraftContact | RowProblem {
  const findings: Finding[] = [];
  const written = new Map<ColumnKind, string>();
  let hasBadEmail = false;
  for (const [at, kind] of columns.entries()) {
    const cell = (cells[at] ?? '').trim();
    if (kind === '' || cell === '') continue;
    const snippet = `${header[at] ?? ''}: ${cell}`;
    const evidence = makeEvidence(reading, 'imported-file', SURE, snippet);
    if (kind === 'emails') {
      for (const each of cell.split(/[\s;,]+|:::/u).filter(Boolean)) {
        const address = normaliseAddress(each);
        if (address === undefined) hasBadEmail = true;
        else findings.push({ path: `emails/${address}`, value: {}, evidence });
      }
    } else if (kind === 'phones') {
      for (const each of cell.split(SEVERAL)) {
        const number = toE164(each, undefined, true);
        if (number !== undefined)
          findings.push(
            phoneFinding(reading, { number, written: each, label: undefined }, 'imported-file', SURE, snippet),
          );
      }
    } else if (kind === 'links') {
      for (const each of cell.split(SEVERAL)) {
        const url = webAddress(/^https?:\/\//iu.test(each) ? each : `https://${each}`, 'https://invalid.invalid/');
        if (url !== undefined) findings.push({ path: `links/${url}`, value: linkValue(url), evidence });
      }
    } else if (kind === 'birthday') findings.push(...findLine('birthday', dayOf(cell), evidence));
    else if (kind === 'address')
      findings.push({ path: 'address', value: cell.replaceAll('\r', '').slice(0, 1_000), evidence });
    else {
      written.set(kind, clipLine(cell));
      if (kind !== 'name') findings.push(...findLine(kind, cell, evidence));
    }
  }
  if (hasBadEmail) return 'bad-email';
  const name = written.get('name') ?? [written.get('givenName'), written.get('familyName')].filter(Boolean).join(' ');
  if (name !== '') findings.unshift(...nameFindings(reading, name, 'imported-file', SURE, name));
  const email = findings.find(({ path }) => path.startsWith('emails/'))?.path.slice('emails/'.length);
  const isSomebody = name !== '' || email !== undefined || findings.some(({ path }) => path.startsWith('phones/'));
  return isSomebody ? draftContact(email ?? key, 'listed', findings) : 'nobody';
}
