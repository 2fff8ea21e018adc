/** Reads a page by the first site template that is for it. */
import type { Draft } from '../../shared/model/draft.ts';
import { firstTemplate, readByTemplate } from '../../shared/reading/apply-template.ts';
import { clipLine } from '../../shared/reading/evidence.ts';
import type { SiteTemplate } from '../../shared/reading/site-template.ts';
import type { Page } from './page.ts';

/** What became of the templates: a draft, or the template that was for this page and found nobody. */
export interface TemplateResult {
  draft?: Draft;
  template?: NonNullable<Draft['template']>;
}

export function readByTemplates(page: Page, templates: readonly SiteTemplate[], at: string): TemplateResult {
  // Who selects something means that, whatever the page is.
  if (templates.length === 0 || [page, ...page.frames].some(({ selection }) => selection !== undefined)) return {};
  const url = page.url.href.slice(0, 2_000);
  const input = { document: page.document, url: page.url.href, at, language: page.language };
  const found = firstTemplate(templates, input);
  if (found === undefined) return {};
  const contacts = readByTemplate(found.template, input);
  const template = {
    id: found.template.id,
    title: found.template.title,
    because: found.because,
    found: contacts.length,
  };
  if (contacts.length === 0) return { template };
  const title = clipLine(page.title);
  return {
    template,
    draft: {
      adapter: 'site-template',
      url,
      ...(title === '' ? {} : { title }),
      readAt: at,
      contacts,
      interactions: [],
      warnings: [],
    },
  };
}
