/**
 * Reads the mails of written/: made up one by one, by somebody who had not seen how signatures are read, signed and unsigned. Each starts
 * with `@@ From`, then the fields of its signature on one line (a name only where it is that of the header, E.164, no fax), then the text:
 * `§` before each line of the signature, and the old or forwarded message below `==`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSender } from '../signature-mails.ts';
import type { MadeMail } from './make-mails.ts';

const FOLDER = join(import.meta.dirname, 'written');

export const readWrittenMails = (): MadeMail[] =>
  readdirSync(FOLDER).flatMap((file) =>
    readFileSync(join(FOLDER, file), 'utf8')
      .split(/^@@ /mu)
      .slice(1)
      .map((mail) => toMail(file.replace(/\.txt$/u, ''), mail.trimEnd().split('\n'))),
  );

function toMail(language: string, [from = '', fields = '', , ...text]: readonly string[]): MadeMail {
  const end = text.indexOf('==');
  const own = end < 0 ? text : text.slice(0, end);
  const said = new Map(
    fields
      .split('; ')
      .map((field) => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('=') + 1)] as const),
  );
  return {
    language,
    sender: readSender(from),
    lines: own.map((line) => ({ text: line.replace(/^§/u, ''), sig: /^§./u.test(line) })),
    quoted: end < 0 ? [] : ['', ...text.slice(end + 1)],
    fields: {
      name: said.get('name'),
      title: said.get('title'),
      company: said.get('company'),
      phones: said.get('phones')?.split(','),
      links: said.get('links')?.split(','),
    },
  };
}
