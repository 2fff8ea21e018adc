/** `larder capture`: reads a saved page with the extension's own adapters, so that what they find can be measured anywhere. */
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Adapter } from '../../extension/capture/define-adapter.ts';
import { parsePage } from '../../extension/capture/parse-page.ts';
import { readPage, type NamedAdapter } from '../../extension/capture/read-page.ts';
import { decodePage } from '../../shared/reading/decode-page.ts';
import { systemClock } from '../schedule/clock.ts';
import { defineCommand } from './define-command.ts';
import { draftLines } from './draft-text.ts';
import { parseHtml } from './parse-html.ts';
import { readInput } from './read-input.ts';

const ADAPTERS = resolve(import.meta.dirname, '../../extension/adapters');

export const command = defineCommand({
  usage: 'FILE.html|- [--url U]',
  about: 'Reads a saved page: the people on it, each fact with where it came from.',
  details:
    '--url U is where the page was; adapters know their webmail by it. Without it, it is the address of the file. --own ADDRESS says which address is yours.\nWith --json it prints the draft. Nothing is fetched: the source of a message is read by "larder message".',
  async run(words, { json, io }) {
    const input = await readInput(words, ['url', 'own']);
    if ('problem' in input) {
      io.err(`larder capture: ${input.problem}`);
      return 2;
    }
    const url =
      input.options.get('url')?.at(-1) ?? (input.file === '-' ? 'about:blank' : pathToFileURL(input.file).href);
    if (!URL.canParse(url)) {
      io.err(`larder capture: ${url} is no address`);
      return 2;
    }
    const text = decodePage(input.bytes);
    // What has no tag at all is plain text, whose lines count.
    const html = /<[a-z!]/iu.test(text) ? text : `<pre>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre>`;
    const snapshot = { url, title: '', language: '', html, frames: [], truncated: false };
    const page = parsePage(snapshot, parseHtml);
    page.title = (page.document.querySelector('title')?.textContent ?? '').trim().slice(0, 2_000);
    page.language = page.document.documentElement?.getAttribute('lang') ?? '';
    const draft = await readPage(page, {
      adapters: await loadAdapters(),
      fetchRaw: () => Promise.resolve(undefined),
      at: new Date(systemClock.now()).toISOString(),
      own: input.options.get('own') ?? [],
      parse: parseHtml,
    });
    if (json) io.out(JSON.stringify(draft));
    else draftLines(draft).forEach(io.out);
    return 0;
  },
});

/** As adapters/registry.ts does, whose way of listing a folder only the bundler knows. */
async function loadAdapters(): Promise<NamedAdapter[]> {
  const files = (await readdir(ADAPTERS)).filter((name) => name.endsWith('.ts') && name !== 'registry.ts');
  const named = await Promise.all(
    files.map(async (file) => {
      const module: { default: Adapter } = await import(pathToFileURL(join(ADAPTERS, file)).href);
      return { id: file.replace(/\.ts$/u, ''), adapter: module.default };
    }),
  );
  return named.toSorted((a, b) => a.adapter.order - b.adapter.order);
}
