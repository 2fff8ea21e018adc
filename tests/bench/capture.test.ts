import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Corpus } from './capture/define-corpus.ts';
import entityResolution from './capture/entity-resolution.ts';
import replies from './capture/replies.ts';
import structuredPages from './capture/structured-pages.ts';
import vcards from './capture/vcards.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-corpora-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The figures, and the files that could not be read. */
async function score(corpus: Corpus, files: Record<string, string>) {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content, 'latin1');
  }
  const unread: string[] = [];
  const figures = await corpus.score(folder, (file, read) => {
    try {
      return read();
    } catch {
      unread.push(file.slice(folder.length + 1));
      return undefined;
    }
  });
  return { figures, unread };
}

const card = 'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Quist;Nora;;;\r\nFN:Nora Quist\r\nEND:VCARD\r\n';

it('scores the vCard files that hold cards, and names the others', async () => {
  const { figures, unread } = await score(vcards, { 'one.VCF': card, 'empty.vcf': '', 'notes.txt': 'x' });
  expect(figures).toMatchObject({ files: 1, read: 1, roundTrip: 1, cards: 1 });
  expect(unread).toEqual(['empty.vcf']);
});

it('finds duplicates whatever the order and the names of the columns, and names the files without truth', async () => {
  const people = Array.from({ length: 40 }, (_, at) => `Ort${at % 7};Quist${at * 37};Nora${at * 53};1970${1001 + at}`);
  const rows = people.flatMap((row, at) => [`${row};rec-${at}-org`, ...(at < 9 ? [`${row}1;rec-${at}-dup-0`] : [])]);
  const { figures, unread } = await score(entityResolution, {
    'a.csv': `Ort;Nachname;Vorname;Geburtstag;REC_ID\n${rows.join('\n')}\n`,
    'b.csv': 'name\nNora\n',
    'c.csv': '',
  });
  expect(figures).toMatchObject({ a: { f1: 1 } });
  expect(unread).toEqual(['b.csv', 'c.csv']);
});

it('goes on without a mail, a page, an answer or a part of the folder', async () => {
  const expected = { standard_replies: { 'one.eml': 'Yes.', 'two.eml': 'No.' }, html_replies: { 'three.html': 'x' } };
  const answered = await score(replies, {
    'expected.json': JSON.stringify(expected),
    'standard_replies/one.eml':
      'From: nora@globex.test\n\nYes.\n\nOn 2 May 2026, Sam <sam@larder.test> wrote:\n> Well?\n',
  });
  expect(answered.figures).toEqual({ cases: 1, exact: 1, missed: [] });
  expect(answered.unread).toEqual(['standard_replies/two.eml', 'html_replies/three.html']);
  const pages = await score(structuredPages, {
    'microformats/no-answer.html': '<p class="h-card">Nora</p>',
    'schemaorg/blocks.jsonl': '{"id": "cut',
  });
  expect(pages.figures).toMatchObject({ blocks: 0, microformatsTotal: 0 });
  expect(pages.unread).toEqual(['schemaorg/blocks.jsonl:1', 'microformats/no-answer.html']);
});
