/** A new adapter, and a page that it reads. */
import type { Files, Name } from './name.ts';

export const adapterFiles = ({ id, title, words, day }: Name): Files => {
  const page = `tests/fixtures/pages/${id}/${day}-first-page`;
  return {
    [`extension/adapters/${id}.ts`]: `/** Pages of ${title}: say here how they are known, and which anchors do not depend on the language. */
import type { Draft } from '../../shared/model/draft.ts';
import { clipLine, draftContact, findLine, makeEvidence } from '../../shared/reading/evidence.ts';
import { defineAdapter } from '../capture/define-adapter.ts';

export default defineAdapter({
  title: '${title}',
  order: 500,

  detect: (page) => page.url.hostname === '${id}.example',

  async read(page, { at }): Promise<Draft> {
    const url = page.url.href;
    const name = clipLine(page.document.querySelector('h1')?.textContent ?? '');
    const evidence = makeEvidence({ url, at }, 'visible-text', 0.6, name);
    return {
      adapter: '${id}',
      url,
      title: clipLine(page.title),
      readAt: at,
      contacts: name === '' ? [] : [draftContact(name, 'listed', findLine('name', name, evidence))],
      interactions: [],
      warnings: [],
      ...(name === '' ? { skipped: { reason: 'nobody-found', text: 'Nobody was found on this page.' } } : {}),
    };
  },
});
`,
    [`${page}.html`]: `<!-- larder:page {"url": "https://${id}.example/dana", "title": "Dana Fox, ${words}"} -->
<!doctype html>
<html lang="en">
  <body>
    <h1>Dana Fox</h1>
  </body>
</html>
`,
    [`${page}.expected.json`]: `${JSON.stringify(expected(id, words), null, 1)}\n`,
  };
};

function expected(id: string, words: string): object {
  const url = `https://${id}.example/dana`;
  // The time at which the test of the fixtures reads them.
  const at = '2026-11-22T12:00:00.000Z';
  const evidence = { source: 'visible-text', url, at, snippet: 'Dana Fox', confidence: 0.6 };
  const fields = [{ path: 'name', value: 'Dana Fox', evidence: [evidence] }];
  const draft = {
    adapter: id,
    url,
    title: `Dana Fox, ${words}`,
    readAt: at,
    contacts: [{ key: 'Dana Fox', role: 'listed', fields }],
    interactions: [],
    warnings: [],
  };
  return { asked: [], draft };
}
