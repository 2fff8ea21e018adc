/** A new screen: its view, the page that mounts it, and its test. */
import type { Files, Name } from './name.ts';

export const screenFiles = ({ id, title, camel, pascal, words }: Name): Files => ({
  [`extension/ui/${id}/${id}.tsx`]: `/** Say here what the screen shows, and where one comes from. Its texts belong into locales/. */
import { t } from '../../locales/text.ts';
import type { Store } from '../../store/store.ts';

export const ${camel}Screen = (_store: Store) => <${pascal} />;

export function ${pascal}() {
  return (
    <main class="stack">
      <h1>{t.product}</h1>
    </main>
  );
}
`,
  [`extension/entrypoints/${id}/index.html`]: `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Larder: ${words}</title>
    <link rel="icon" href="/icon/32.png" />
  </head>
  <body>
    <div id="screen"></div>
    <script type="module" src="./main.tsx"></script>
  </body>
</html>
`,
  [`extension/entrypoints/${id}/main.tsx`]: `import { mount } from '../../ui/parts/mount.tsx';
import { ${camel}Screen } from '../../ui/${id}/${id}.tsx';

mount(${camel}Screen);
`,
  [`tests/extension/ui/${id}/${id}.test.tsx`]: `import { parseHTML } from 'linkedom';
import { render } from 'preact';
import { describe, expect, it, vi } from 'vitest';
import { ${pascal} } from '../../../../extension/ui/${id}/${id}.tsx';

describe('${title}', () => {
  it('says whose screen it is', () => {
    const { document } = parseHTML('<html><body><div id="screen"></div></body></html>');
    vi.stubGlobal('document', document);
    const root: Element | null = document.querySelector('#screen');
    if (root !== null) render(<${pascal} />, root);
    expect(root?.querySelector('h1')?.textContent).toBe('Larder');
  });
});
`,
});
