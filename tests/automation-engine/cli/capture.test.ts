import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { command as capture } from '../../../automation-engine/cli/capture.ts';
import { draftSchema } from '../../../shared/model/draft.ts';

const PAGES = resolve(import.meta.dirname, '../../fixtures/pages');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-capture-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(words: string[], json = true) {
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line) };
  const code = await capture.run(words, { json, io });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('larder capture', () => {
  it('reads a page of a webmail by its address', async () => {
    const file = join(PAGES, 'gmail/2026-11-22-thread-english-html.html');
    const { code, out } = await run([
      file,
      '--url',
      'https://mail.google.com/mail/u/0/#inbox/x',
      '--own',
      'sam@larder.test',
    ]);
    const draft = draftSchema.parse(JSON.parse(out));
    expect(code).toBe(0);
    expect(draft).toMatchObject({ adapter: 'gmail', health: { state: 'green' } });
    expect(draft.contacts.map(({ key, role }) => [key, role])).toEqual([
      ['nora.quist@fjellvik.test', 'sender'],
      ['otto.frei@fjellvik.test', 'listed'],
    ]);
  });

  it('reads any page, with its title and language', async () => {
    const file = join(folder, 'team.html');
    await writeFile(
      file,
      '<html lang="de"><head><title>Team</title></head><body><a href="mailto:lena@globex.test">Lena Fuchs</a></body></html>',
    );
    const { out } = await run([file, '--url=https://globex.test/team']);
    expect(JSON.parse(out)).toMatchObject({
      adapter: 'generic-page',
      title: 'Team',
      contacts: [{ key: 'lena@globex.test' }],
    });
    expect((await run([file], false)).out).toContain('lena@globex.test');
  });

  it.each([
    [[], 'name one file'],
    [['a.html', 'b.html'], 'name one file'],
    [['nowhere.html'], 'there is no file nowhere.html'],
    [[PAGES], 'is a folder'],
    [['x.html', '--link', 'y'], 'no option --link'],
    [['x.html', '--url'], '--url needs a value'],
    [[join(PAGES, 'README.md'), '--url', 'no address'], 'is no address'],
  ])('refuses %j and says why', async (words, problem) => {
    expect(await run(words)).toEqual({ code: 2, out: '', err: expect.stringContaining(problem) });
  });

  it.each([
    ['empty.html', '', 'is empty'],
    ['picture.png', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0', 'binary data'],
  ])('refuses %s and says why', async (name, content, problem) => {
    await writeFile(join(folder, name), content, 'latin1');
    expect(await run([join(folder, name)])).toEqual({ code: 2, out: '', err: expect.stringContaining(problem) });
  });

  it('reads plain text by its lines, and a page in an older encoding', async () => {
    await writeFile(join(folder, 'text.txt'), 'Nora Quist\nHead of Operations\nnora.quist@fjellvik.test\n');
    const page = '<meta charset="iso-8859-1"><h2>J\xf6rg Frei</h2><a href="mailto:joerg@globex.test">Mail</a>';
    await writeFile(join(folder, 'old.html'), page, 'latin1');
    expect((await run([join(folder, 'text.txt')], false)).out).toContain('title = Head of Operations');
    expect((await run([join(folder, 'old.html')], false)).out).toContain('Jörg Frei');
  });
});
