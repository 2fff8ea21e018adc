/** Any page: people by JSON-LD, microdata, h-card, mail and phone links, what is selected, and what can be seen. Always tried last. */
import type { Draft } from '../../shared/model/draft.ts';
import { clipLine } from '../../shared/reading/evidence.ts';
import { readPageInSteps } from '../../shared/reading/page-people.ts';
import { defineAdapter } from '../capture/define-adapter.ts';
import type { Page } from '../capture/page.ts';

export default defineAdapter({
  title: 'Any web page',
  order: 10_000,

  detect: () => true,

  async read(page, { at, rest }): Promise<Draft> {
    const url = page.url.href.slice(0, 2_000);
    const selected = [page, ...page.frames].find(({ selection }) => selection !== undefined)?.selection?.text;
    const read = (shown: Page) =>
      readPageInSteps(
        {
          get document() {
            return shown.document;
          },
          ...(shown.written === undefined ? {} : { written: shown.written }),
          url,
          at,
          language: page.language,
          ...(selected === undefined ? {} : { selectedText: selected }),
        },
        rest ?? (() => Promise.resolve()),
      );
    // The first document in which somebody is found: frames are read only when the page itself shows nobody.
    let { contacts, companies, warnings } = await read(page);
    for (const frame of page.frames) {
      if (contacts.length > 0) break;
      ({ contacts, companies, warnings } = await read(frame));
    }
    const title = clipLine(page.title);
    return {
      adapter: 'generic-page',
      url,
      ...(title === '' ? {} : { title }),
      readAt: at,
      contacts,
      interactions: [],
      ...(companies.length === 0 ? {} : { companies }),
      warnings,
      ...(contacts.length > 0
        ? {}
        : {
            skipped: {
              reason: 'nobody-found',
              text: 'Nobody was found on this page. Select a name or an address, then clip again.',
            },
          }),
    };
  },
});
