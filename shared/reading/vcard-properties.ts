/** One property of a vCard: its parameters told apart, its value cut and unescaped, and put into the card. */
import { isMapped, fieldsByName, type VCard, type VCardEntry } from './vcard-card.ts';
import { dataUri, isBinary } from './vcard-binary.ts';
import { decodeBytes } from './vcard-bytes.ts';
import type { ContentLine, LineParam } from './vcard-lines.ts';
import { decodeCarets, splitEscaped, unescapeText } from './vcard-text.ts';

const KNOWN_TYPES = new Set(
  `home work pref voice fax msg cell pager bbs modem car isdn video text textphone pcs internet x400 applelink attmail cis eworld ibmmail
  mcimail powershare prodigy tlx main other school dom intl postal parcel mobile contact acquaintance friend met co-worker colleague
  co-resident neighbor child parent sibling spouse kin muse crush date sweetheart me agent emergency`.split(/\s+/u),
);

export const isKnownType = (type: string): boolean => KNOWN_TYPES.has(type.toLowerCase());

/** @param isOld version 2.1: no lists with commas, no carets in parameters */
export function readProperty(card: VCard, line: ContentLine, isOld: boolean): void {
  const entry = entryOf(line, isOld);
  if (!isMapped(line.name)) {
    card.other.push({ name: line.written, ...otherOf(entry, line) });
    return;
  }
  const value = plainValue(line, entry);
  // Quoted-printable has line ends of its own: a "\n" in it is a path of Windows.
  const read = (text: string) => (isOld && line.isEncoded ? text.replace(/\\([\\;,:])/gu, '$1') : unescapeText(text));
  const list = (text: string) => (isOld ? [read(text)] : splitEscaped(text, ',').map(read));
  const { field, shape } = fieldsByName[line.name];
  // An empty FN or N says nothing; they stand in cards only because the RFCs demand them.
  const isBare = entry.params.length === 0 && entry.types.length === 0 && entry.preference === undefined;
  if (/^(?:FN|N)$/u.test(line.name) && isBare && line.group === undefined && /^;*$/u.test(value)) return;
  if (shape === 'text') card[field].push({ ...entry, value: read(value) });
  else if (shape === 'list') card[field].push({ ...entry, value: list(value) });
  else if (shape === 'parts') card[field].push({ ...entry, value: splitEscaped(value, ';').map(read) });
  else card[field].push({ ...entry, value: splitEscaped(value, ';').map(list) });
}

type Head = Omit<VCardEntry, 'value'>;

function entryOf(line: ContentLine, isOld: boolean): Head {
  const entry: Head = {
    types: [],
    ...(line.group === undefined ? {} : { group: line.group }),
    params: [],
  };
  for (const param of line.params) {
    const values = isOld ? param.values : param.values.map(decodeCarets);
    if (param.name === 'TYPE') addTypes(entry, values);
    else if (param.name === 'PREF' && entry.preference === undefined && /^(?:[1-9]\d?|100)$/u.test(values.join()))
      entry.preference = Number(values[0]);
    else entry.params.push({ name: param.name, values });
  }
  return entry;
}

/** `TYPE=work,voice`, `TYPE="work,voice"` and `WORK;VOICE` are the same. */
function addTypes(entry: Head, values: readonly string[]): void {
  const seen = new Set(entry.types);
  for (const word of values.flatMap((value) => value.split(','))) {
    const type = isKnownType(word.trim()) ? word.trim().toLowerCase() : word.trim();
    if (type === 'pref') entry.preference ??= 1;
    else if (type !== '') seen.add(type);
  }
  entry.types = [...seen];
}

const encodingOf = (params: readonly LineParam[]) => params.find(({ name }) => name === 'ENCODING')?.values[0] ?? '';
const isBase64 = (encoding: string) => /^(?:b|base64)$/iu.test(encoding);

function otherOf(entry: Head, line: ContentLine): VCardEntry {
  // Values of other properties stay as they are; only a line end would break the file.
  const plain = { ...entry, value: line.value.replaceAll('\n', '\\n') };
  if (isBase64(encodingOf(entry.params))) {
    const params = entry.params.filter(({ name }) => name !== 'ENCODING' && name !== 'VALUE');
    const type = entry.types.find((each) => !isKnownType(each));
    const value = dataUri(line.name, type, line.value);
    return value === undefined
      ? plain
      : { ...entry, params, types: entry.types.filter((each) => each !== type), value };
  }
  if (isBinary(line.name) && /^data:/iu.test(line.value))
    plain.params = plain.params.filter(({ name, values }) => name !== 'VALUE' || !/^uri$/iu.test(values.join()));
  return plain;
}

/** Old telephones write names in Base64, too. */
function plainValue(line: ContentLine, entry: Head): string {
  if (!isBase64(encodingOf(entry.params))) return line.value;
  const packed = line.value.replace(/\s+/gu, '').replace(/={1,2}$/u, '');
  if (!/^[A-Za-z0-9+/]*$/u.test(packed) || packed.length % 4 === 1) return line.value;
  const charset = entry.params.find(({ name }) => name === 'CHARSET')?.values[0];
  entry.params = entry.params.filter(({ name }) => name !== 'ENCODING' && name !== 'CHARSET');
  return decodeBytes(atob(packed), charset).replace(/\r\n?/gu, '\n');
}
