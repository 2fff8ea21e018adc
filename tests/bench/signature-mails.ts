/** Reads mails with labelled signature lines: the corpus `signatures` in the format of its README. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { normaliseAddress, type MailAddress } from '../../shared/reading/addresses.ts';
import type { Attempt } from './capture/define-corpus.ts';
import type { LabelledMail } from './signature-training.ts';

const mailSchema = z.object({
  id: z.union([z.string(), z.number()]).default(''),
  sender: z.string(),
  lines: z.array(z.object({ text: z.string(), sig: z.boolean() })),
});

/** @param folder that holds mails.jsonl */
export function readSignatureMails(folder: string, attempt: Attempt): (LabelledMail & { id: string })[] {
  const path = join(folder, 'mails.jsonl');
  return (attempt(path, () => readFileSync(path, 'utf8')) ?? '').split('\n').flatMap((line, at) => {
    if (line.trim() === '') return [];
    const mail = attempt(`${path}:${at + 1}`, () => mailSchema.parse(JSON.parse(line)));
    return mail === undefined ? [] : { id: String(mail.id), sender: readSender(mail.sender), lines: mail.lines };
  });
}

/** `"Belden  Tim" <tim@globex.test>`, `Belden, Tim [mailto:tim@globex.test]`, `tim@globex.test` or a bare name. */
export function readSender(raw: string): MailAddress {
  const match = /^(.*?)\s*(?:<([^<>]*)>|\[mailto:([^[\]]*)\])\s*$/su.exec(raw.trim());
  const name = (match?.[1] ?? raw).replace(/["\s]+/gu, ' ').trim();
  const address = normaliseAddress(match?.[2] ?? match?.[3] ?? raw) ?? '';
  return { name: normaliseAddress(name) === undefined ? name : '', address };
}
