/** Replies: quoted text that is cut, in plain mail and HTML, and signatures cut from short mails. A case counts when it is exactly right. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOMParser } from 'linkedom';
import { htmlToText } from '../../../shared/reading/html-to-text.ts';
import { readMessage } from '../../../shared/reading/message.ts';
import { splitQuoted } from '../../../shared/reading/quoted.ts';
import { findSignatureBlock } from '../../../shared/reading/signature-block.ts';
import { readSender } from '../signature-mails.ts';
import { defineCorpus } from './define-corpus.ts';

interface Expected {
  standard_replies: Record<string, string>;
  html_replies: Record<string, string>;
}

export default defineCorpus({
  key: 'replies',
  folder: 'replies',
  async score(path) {
    const expectedPath = join(path, 'expected.json');
    if (!existsSync(expectedPath)) throw new Error(`${expectedPath} is missing`);
    const expected = JSON.parse(readFileSync(expectedPath, 'utf8')) as Expected;
    const missed: string[] = [];
    const plain = Object.entries(expected.standard_replies);
    for (const [file, reply] of plain) {
      const message = await readMessage(new Uint8Array(readFileSync(join(path, 'standard_replies', file))));
      if (splitQuoted(message.text ?? '').own.trim() !== reply.trim()) missed.push(file);
    }
    const html = Object.entries(expected.html_replies);
    for (const [file, reply] of html) {
      const own = ownOfHtml(readFileSync(join(path, 'html_replies', file), 'utf8'));
      if (squeeze(own) !== squeeze(reply)) missed.push(file);
    }
    const triples = readdirSync(join(path, 'signatures'))
      .filter((name) => name.endsWith('_body'))
      .map((name) => name.slice(0, -'_body'.length));
    for (const name of triples) {
      const part = (kind: string) =>
        readFileSync(join(path, 'signatures', `${name}_${kind}`), 'utf8').replaceAll('#sig#', '');
      if (signatureOf(part('body'), part('sender')) !== part('signature').trim()) missed.push(name);
    }
    const cases = plain.length + html.length + triples.length;
    return { cases, exact: cases - missed.length, missed };
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
