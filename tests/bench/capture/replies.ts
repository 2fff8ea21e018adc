/** Replies: quoted text that is cut, in plain mail and HTML, and signatures cut from short mails. A case counts when it is exactly right. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOMParser } from 'linkedom';
import { z } from 'zod';
import { decodePage } from '../../../shared/reading/decode-page.ts';
import { htmlToText } from '../../../shared/reading/html-to-text.ts';
import { readMessage } from '../../../shared/reading/message.ts';
import { splitQuoted } from '../../../shared/reading/quoted.ts';
import { findSignatureBlock } from '../../../shared/reading/signature-block.ts';
import { readSender } from '../signature-mails.ts';
import { defineCorpus } from './define-corpus.ts';

const casesSchema = z.record(z.string(), z.string()).default({});
const expectedSchema = z.object({ standard_replies: casesSchema, html_replies: casesSchema });

export default defineCorpus({
  key: 'replies',
  folder: 'replies',
  async score(path, attempt) {
    const read = <T>(file: string, parse: (bytes: Uint8Array) => T) =>
      attempt(join(path, file), () => parse(readFileSync(join(path, file))));
    const expected = read('expected.json', (bytes) => expectedSchema.parse(JSON.parse(decodePage(bytes))));
    const outcomes: { file: string; isExact: boolean }[] = [];
    for (const [file, reply] of Object.entries(expected?.standard_replies ?? {})) {
      const reading = read(join('standard_replies', file), readMessage);
      if (reading !== undefined)
        outcomes.push({ file, isExact: splitQuoted((await reading).text ?? '').own.trim() === reply.trim() });
    }
    for (const [file, reply] of Object.entries(expected?.html_replies ?? {})) {
      const own = read(join('html_replies', file), (bytes) => ownOfHtml(decodePage(bytes)));
      if (own !== undefined) outcomes.push({ file, isExact: squeeze(own) === squeeze(reply) });
    }
    const triples = existsSync(join(path, 'signatures')) ? readdirSync(join(path, 'signatures')) : [];
    for (const file of triples.filter((name) => name.endsWith('_body')).map((name) => name.slice(0, -'_body'.length))) {
      const part = (kind: string) =>
        read(join('signatures', `${file}_${kind}`), (bytes) => decodePage(bytes).replaceAll('#sig#', ''));
      const [body, sender, signature] = [part('body'), part('sender'), part('signature')];
      if (body !== undefined && sender !== undefined && signature !== undefined)
        outcomes.push({ file, isExact: signatureOf(body, sender) === signature.trim() });
    }
    const missed = outcomes.filter(({ isExact }) => !isExact).map(({ file }) => file);
    return { cases: outcomes.length, exact: outcomes.length - missed.length, missed };
  },
});

const squeeze = (text: string) => text.replace(/\s/gu, '');

function ownOfHtml(html: string): string {
  const document = new DOMParser().parseFromString(html, 'text/html') as unknown as Document;
  return splitQuoted(htmlToText(document, { quotes: true })).own;
}

/** By the weights that ship: these mails trained nothing. */
function signatureOf(body: string, sender: string): string {
  const lines = body.split(/\r?\n/u);
  const block = findSignatureBlock(lines, readSender(sender));
  return block === undefined ? '' : lines.slice(block.start, block.end).join('\n').trim();
}
