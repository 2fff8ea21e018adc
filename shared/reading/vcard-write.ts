/** Writes vCards of version 4.0 (RFC 6350) and 3.0 (RFC 2426) so that reading them again gives the same card. */
import { base64Of, isBinary } from './vcard-binary.ts';
import { fieldsByName, type OtherEntry, type VCard, type VCardEntry } from './vcard-card.ts';
import type { LineParam } from './vcard-lines.ts';
import { isKnownType } from './vcard-properties.ts';
import { escapeText, foldLine, formatLine } from './vcard-text.ts';

export type WrittenVersion = '3.0' | '4.0';

/** The text of a .vcf file. */
export function writeVCards(cards: readonly VCard[], version: WrittenVersion = '4.0'): string {
  return cards.map((card) => linesOf(card, version).map(foldLine).join('')).join('');
}

function linesOf(card: VCard, version: WrittenVersion): string[] {
  const lines = ['BEGIN:VCARD', `VERSION:${version}`];
  const write = (name: string, entry: Omit<VCardEntry, 'value'>, value: string) =>
    lines.push(formatLine({ group: entry.group, name, params: paramsOf(entry, version), value }));
  // Both are there for the RFCs' sake only: reading leaves them out again.
  if (card.formattedNames.length === 0) lines.push('FN:');
  if (card.names.length === 0 && version === '3.0') lines.push('N:;;;;');
  for (const [name, { field, shape }] of Object.entries(fieldsByName)) {
    if (shape === 'text') for (const entry of card[field]) write(name, entry, escapeText(entry.value));
    else if (shape === 'list') for (const entry of card[field]) write(name, entry, joined(entry.value));
    else if (shape === 'parts')
      for (const entry of card[field]) write(name, entry, entry.value.map(escapeText).join(';'));
    else for (const entry of card[field]) write(name, entry, entry.value.map(joined).join(';'));
  }
  for (const entry of card.other) {
    const { value, ...rest } = version === '3.0' ? oldBinary(entry) : entry;
    write(entry.name, rest, value);
  }
  lines.push('END:VCARD');
  return lines;
}

const joined = (values: readonly string[]) => values.map(escapeText).join(',');

/** TYPE first: where version 3 says `pref` among the types, a PREF after it is another parameter. */
function paramsOf(entry: Omit<VCardEntry, 'value'>, version: WrittenVersion): LineParam[] {
  const isType = entry.preference === 1 && version === '3.0';
  const types = isType ? [...entry.types, 'pref'] : entry.types;
  return [
    ...(types.length === 0 ? [] : [{ name: 'TYPE', values: types }]),
    ...(entry.preference === undefined || isType ? [] : [{ name: 'PREF', values: [String(entry.preference)] }]),
    ...entry.params,
  ];
}

function oldBinary(entry: OtherEntry): OtherEntry {
  if (!/^data:/iu.test(entry.value)) return entry;
  const binary = base64Of(
    entry.value,
    entry.types.some((type) => !isKnownType(type)),
  );
  if (binary !== undefined) {
    const { type, packed } = binary;
    const types = type === undefined ? entry.types : [type, ...entry.types];
    return { ...entry, types, params: [{ name: 'ENCODING', values: ['b'] }, ...entry.params], value: packed };
  }
  return isBinary(entry.name) ? { ...entry, params: [{ name: 'VALUE', values: ['uri'] }, ...entry.params] } : entry;
}
