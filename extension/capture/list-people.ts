/** The people in the message list of a webmail: who wrote, or was written to, in the rows that are shown. */
import type { DraftContact } from '../../shared/model/draft.ts';
import { isNoReply, isSameMailbox, normaliseAddress } from '../../shared/reading/addresses.ts';
import { nameFindings } from '../../shared/reading/card-findings.ts';
import { draftContact, makeEvidence } from '../../shared/reading/evidence.ts';
import { personIn } from '../../shared/reading/shown-people.ts';
import type { Adapter } from './define-adapter.ts';
import { findAll, type Layers } from './find-parts.ts';
import type { Page } from './page.ts';

/** As assistive technology is told: for webmails whose adapter does not know better. */
const ANY_LIST: Layers = [
  ['2026-11', '[role="listbox"] [role="option"]'],
  ['2026-11', '[role="grid"] [role="row"]'],
];
/** Where a row says the address; the subject may hold one, too, and is nobody. */
const ADDRESSES = ['email', 'data-hovercard-id', 'title'];
const PEOPLE_MAX = 500;

/** @param own the person's own addresses; they and machines are left out */
export function listedPeople(
  page: Page,
  { rows = ANY_LIST }: Adapter,
  at: string,
  own: readonly string[],
): DraftContact[] {
  const people = new Map<string, DraftContact>();
  const url = page.url.href;
  for (const row of findAll(page.document, rows)) {
    for (const element of row.querySelectorAll(ADDRESSES.map((name) => `[${name}*="@"]`).join())) {
      const address = ADDRESSES.map((name) => normaliseAddress(element.getAttribute(name) ?? '')).find(Boolean);
      if (address === undefined || people.has(address) || people.size >= PEOPLE_MAX) continue;
      if (isNoReply(address) || own.some((mine) => isSameMailbox(mine, address))) continue;
      const name = personIn(element)?.name ?? '';
      const snippet = `${name} <${address}>`.trim();
      const evidence = makeEvidence({ at, url }, 'webmail-page', 0.8, snippet);
      const named = name === '' ? [] : nameFindings({ at, url }, name, 'webmail-page', 0.7, snippet);
      people.set(
        address,
        draftContact(address, 'listed', [...named, { path: `emails/${address}`, value: {}, evidence }]),
      );
    }
  }
  return [...people.values()];
}
