/**
 * vCard files as address books export them. The folder holds no expectations, so a second, plain reading stands in for them: it joins lines
 * by expressions over the whole file and cuts at the first colon outside of quotes. It shares no code with the reader.
 *
 * `read`: files in which no card is missing and each card says, property by property and in order, what the plain reading says: the values of
 * FN, N, ORG, TITLE, EMAIL, TEL, ADR, URL, BDAY, NOTE and the other mapped properties after unescaping, Base64 as the same bytes, every other
 * property as it stands in the file; and each with the same group and parameters. Nothing may be missing and nothing may be added.
 * `roundTrip`: files whose cards are the same but for the version number after writing them and reading them again, in version 4.0 and in 3.0,
 * with no line over 75 octets, and for which what was written passes the test of `read` again.
 */
import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readVCards, type VCard } from '../../../shared/reading/vcard.ts';
import { fieldsByName } from '../../../shared/reading/vcard-card.ts';
import { writeVCards } from '../../../shared/reading/vcard-write.ts';
import { defineCorpus } from './define-corpus.ts';

/** Each property as one line: name, parameters in order of the alphabet, value. */
type Said = string[];

export default defineCorpus({
  key: 'vcards',
  folder: 'vcards',
  score: async (path, attempt) => {
    const names = readdirSync(path).filter((name) => /\.(?:vcf|vcard)$/iu.test(name));
    const wrong: Record<string, string[]> = {};
    const counts = { files: 0, read: 0, roundTrip: 0, cards: 0 };
    for (const name of names) {
      const scored = attempt(join(path, name), () => scoreFile(readFileSync(join(path, name))));
      if (scored === undefined) continue;
      const { cards, lost, changed } = scored;
      counts.files++;
      counts.cards += cards;
      if (lost.length === 0) counts.read++;
      if (changed.length === 0) counts.roundTrip++;
      if (lost.length + changed.length > 0)
        wrong[name] = [...lost, ...changed].slice(0, 10).map((each) => each.slice(0, 200));
    }
    return { ...counts, wrong };
  },
});

function scoreFile(file: Buffer): { cards: number; lost: string[]; changed: string[] } {
  const cards = readVCards(file);
  const expected = plainReading(file);
  if (cards.length + expected.length === 0) throw new Error('it holds no card');
  const changed = (['4.0', '3.0'] as const).flatMap((version) => {
    const written = Buffer.from(writeVCards(cards, version));
    const again = readVCards(written);
    const long = written
      .toString('latin1')
      .split('\r\n')
      .filter((line) => line.length > 75);
    const isSame = JSON.stringify(again.map(unversioned)) === JSON.stringify(cards.map(unversioned));
    return [
      ...long.map((line) => `${version}: over 75 octets: ${line}`),
      ...(isSame ? [] : [`${version}: read again, it is another card`]),
      ...differences(plainReading(written), again.map(saidBy)).map((each) => `${version}: ${each}`),
    ];
  });
  return { cards: cards.length, lost: differences(expected, cards.map(saidBy)), changed };
}

const unversioned = (card: VCard) => ({ ...card, version: '' });

function differences(expected: Said[], found: Said[]): string[] {
  if (expected.length !== found.length) return [`${found.length} cards instead of ${expected.length}`];
  return expected.flatMap((said, at) => {
    const have = found[at] ?? [];
    // The cards hold properties by kind: their order counts within a kind only.
    const names = new Set([...said, ...have].map(nameIn));
    return [...names].flatMap((name) => {
      const [wanted, got] = [said, have].map((list) => list.filter((each) => nameIn(each) === name).join('\n'));
      return wanted === got ? [] : [`wanted ${wanted}, got ${got}`];
    });
  });
}

const nameIn = (said: string) => said.slice(0, said.indexOf(' '));

function saidBy(card: VCard): Said {
  const mapped = Object.entries(fieldsByName).flatMap(([name, { field }]) =>
    card[field].map((entry) => ({ ...entry, name, shown: JSON.stringify(entry.value) })),
  );
  const other = card.other.map((entry) => ({ ...entry, shown: bytesIn(entry.value) ?? JSON.stringify(entry.value) }));
  return [...mapped, ...other].map(({ name, types, preference, group, params, shown, value }) => {
    const media = typeof value === 'string' ? /^data:\w+\/([\w.+-]+);base64,/u.exec(value)?.[1] : undefined;
    const words = [
      ...types.map((type) => type.toLowerCase()),
      ...(preference === undefined ? [] : [preference === 1 ? 'pref' : `PREF=${preference}`]),
      ...(group === undefined ? [] : [`group=${group}`]),
      ...params.flatMap((param) => param.values.map((each) => `${param.name}=${each}`)),
      // The type of Base64 is in the media type.
      ...(media === undefined || media === 'octet-stream' ? [] : [media.replace('pkix-cert', 'x509')]),
    ];
    return `${name.toUpperCase()} ${words.toSorted().join(' ')}: ${shown}`;
  });
}

/** Of a data URI, so that how the Base64 was broken into lines does not matter. */
const bytesIn = (value: string) => {
  const packed = /^data:[^,]*;base64,(.*)$/u.exec(value)?.[1];
  return packed === undefined ? undefined : `bytes ${Buffer.from(packed, 'base64').toString('hex')}`;
};

function plainReading(file: Buffer): Said[] {
  const text = inUtf8(file)
    .toString('latin1')
    .replace(/\r*\n|\r/gu, '\n')
    .replace(/^[^:\n]*;(?:ENCODING=)?QUOTED-PRINTABLE[^:\n]*:(?:[^\n]*=\n)+/gimu, (all) => all.replaceAll('=\n', ''))
    .replace(
      /^([^:\n]*;(?:ENCODING=(?:B|BASE64)|BASE64)(?:;[^:\n]*)?:)((?:[\w+/= \t]*\n)+)/gimu,
      (_, head: string, rest: string) => {
        return `${head}${rest.replace(/\s/gu, '')}\n`;
      },
    )
    .replace(/\n[ \t]/gu, '');
  return [...text.matchAll(/^BEGIN:VCARD\n([^]*?)(?:^(?=BEGIN:VCARD$)|^END:VCARD$)/gimu)].map(([, body = '']) => {
    const isOld = /^VERSION:2/mu.test(body);
    return body.split('\n').flatMap((line) => plainProperty(line, isOld));
  });
}

function plainProperty(line: string, isOld: boolean): Said {
  const match = /^(?:([\w-]+)\.)?([\w-]+)((?:;(?:[^":]|"[^"]*")*)?):(.*)$/su.exec(line);
  if (match === null) return line === '' ? [] : [`unreadable ${line}`];
  const [, group, written = '', head = '', value = ''] = match;
  const name = written.toUpperCase();
  const params = [...head.matchAll(/;(?:([^;=]+)=)?((?:[^";]|"[^"]*")*)/gu)].map(([, key = 'TYPE', words = '']) => ({
    key: key.toUpperCase(),
    words: [...words.matchAll(/"([^"]*)"|([^,"]+)/gu)].map(([, quoted, bare]) => utf8(quoted ?? bare ?? '')),
  }));
  const codings = params.flatMap(({ words }) => words.map((word) => word.toUpperCase()));
  const isPacked =
    codings.includes('BASE64') || params.some(({ key, words }) => key === 'ENCODING' && words[0] === 'b');
  const isQuoted = codings.includes('QUOTED-PRINTABLE');
  const said = params.flatMap(({ key, words }) => {
    if (key === 'ENCODING' || key === 'CHARSET') return [];
    if (key === 'TYPE') {
      const types = words.flatMap((word) => word.toLowerCase().split(','));
      return types.filter((type) => !/^(?:base64|quoted-printable|octet-stream)$/u.test(type));
    }
    return words.map((word) => (key === 'PREF' && word === '1' ? 'pref' : `${key}=${isOld ? word : uncaret(word)}`));
  });
  if (group !== undefined) said.push(`group=${group}`);
  const charset = params.find(({ key }) => key === 'CHARSET')?.words[0];
  const decoded = textIn(
    charset,
    isQuoted
      ? value.replace(/=([\dA-F]{2})/giu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
      : value,
  ).replaceAll('\r\n', '\n');
  // The version is the file's, and an empty name stands there for the RFC only.
  if (name === 'VERSION' || (/^(?:FN|N)$/u.test(name) && /^;*$/u.test(value))) return [];
  const shown = isPacked
    ? `bytes ${Buffer.from(value, 'base64').toString('hex')}`
    : (bytesIn(value) ?? JSON.stringify(plainValue(name, decoded, isOld)));
  const uri = /^data:\w+\/([\w.+-]+);base64,/u.exec(value)?.[1];
  if (uri !== undefined && uri !== 'octet-stream') said.push(uri.replace('pkix-cert', 'x509'));
  return [`${name} ${said.toSorted().join(' ')}: ${shown}`];
}

function inUtf8(file: Buffer): Buffer {
  if (file[0] === 0xff && file[1] === 0xfe) return Buffer.from(file.subarray(2).toString('utf16le'));
  return file[0] === 0xef && file[1] === 0xbb ? file.subarray(3) : file;
}

/** In the charset that the line names, else in UTF-8, else in what Windows wrote before that. */
function textIn(charset: string | undefined, bytes: string): string {
  const buffer = Buffer.from(bytes, 'latin1');
  if (charset !== undefined) return new TextDecoder(charset).decode(buffer);
  return isUtf8(buffer) ? buffer.toString('utf8') : new TextDecoder('windows-1252').decode(buffer);
}

const utf8 = (bytes: string) => Buffer.from(bytes, 'latin1').toString('utf8');
const uncaret = (word: string) =>
  word.replace(/\^([n'^])/gu, (_, sign: string) => ({ n: '\n', "'": '"', '^': '^' })[sign] ?? '');

/** Escapes become single private characters, so that cutting can't go wrong. */
function plainValue(name: string, value: string, isOld: boolean): unknown {
  const hidden = value.replace(/\\([nN\\;,:"])/gu, (_, sign: string) =>
    /n/iu.test(sign) ? '\n' : String.fromCharCode(0xe000 + sign.charCodeAt(0)),
  );
  const shown = (text: string) =>
    text.replace(/[\ue000-\ue07f]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xe000));
  const list = (text: string) => (isOld ? [shown(text)] : text.split(',').map(shown));
  if (name === 'N' || name === 'ADR') return hidden.split(';').map(list);
  if (name === 'ORG') return hidden.split(';').map(shown);
  if (name === 'NICKNAME' || name === 'CATEGORIES') return list(hidden);
  if (Object.hasOwn(fieldsByName, name)) return shown(hidden);
  return value.replaceAll('\n', '\\n');
}
