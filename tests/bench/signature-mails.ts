/** Reads mails with labelled signature lines: the corpus `signatures` in the format of its README. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normaliseAddress, type MailAddress } from '../../shared/reading/addresses.ts';
import type { LabelledMail } from './signature-training.ts';

interface RawMail {
  id: string;
  sender: string;
  lines: { text: string; sig: boolean }[];
}

/** @param folder that holds mails.jsonl */
export function readSignatureMails(folder: string): (LabelledMail & { id: string })[] {
  const path = join(folder, 'mails.jsonl');
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, at) => {
      const mail = JSON.parse(line) as Partial<RawMail>;
      if (typeof mail.sender !== 'string' || !Array.isArray(mail.lines))
        throw new Error(`${path}:${at + 1}: a mail has a sender and lines`);
      return { id: String(mail.id), sender: readSender(mail.sender), lines: mail.lines };
    });
}

/** `"Belden  Tim" <tim@globex.test>`, `Belden, Tim [mailto:tim@globex.test]`, `tim@globex.test` or a bare name. */
export function readSender(raw: string): MailAddress {
  const match = /^(.*?)\s*(?:<([^<>]*)>|\[mailto:([^[\]]*)\])\s*$/su.exec(raw.trim());
  const name = (match?.[1] ?? raw).replace(/["\s]+/gu, ' ').trim();
  const address = normaliseAddress(match?.[2] ?? match?.[3] ?? raw) ?? '';
  return { name: normaliseAddress(name) === undefined ? name : '', address };
}
