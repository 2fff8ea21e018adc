/** What the tests of readers share. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DOMParser } from 'linkedom';
import type { DraftContact } from '../../../shared/model/draft.ts';
import type { Reading } from '../../../shared/reading/evidence.ts';

export const reading: Reading = { at: '2026-11-22T12:00:00.000Z', url: 'https://page.test/people' };

/** linkedom has no tree construction: without html and body elements its document would be the first element. */
export function parseHtml(html: string): Document {
  const whole = /<(?:html|body)[\s>]/iu.test(html) ? html : `<html><head></head><body>${html}</body></html>`;
  return new DOMParser().parseFromString(whole, 'text/html') as unknown as Document;
}

export const readMail = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(resolve(import.meta.dirname, `../../fixtures/mail/${name}.eml`)));

/** Text fields by path, and the keys of maps as lists. */
export function plain(contact: DraftContact | undefined): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const { path, value } of contact?.fields ?? []) {
    const slash = path.indexOf('/');
    if (slash < 0) fields[path] = value;
    else {
      const map = path.slice(0, slash);
      const keys = fields[map];
      fields[map] = [...(Array.isArray(keys) ? keys : []), path.slice(slash + 1)];
    }
  }
  return fields;
}
