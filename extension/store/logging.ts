/** Logging without a click: where the person wants it, doing it, and taking it back. */
import { BY_ITSELF, whatToLog, type WhyNotLogged } from '../capture/log-by-itself.ts';
import { everybody } from '../capture/everybody.ts';
import type { Draft } from '../../shared/model/draft.ts';
import { readFact, writeFact, type DeviceFacts } from './device.ts';
import { interactionIdsOf, knownOf } from './known.ts';
import { saveDraft } from './save-draft.ts';
import { timeOf, type Store } from './store.ts';
import { write } from './write.ts';

/** What was switched on for one site, by its pattern: `https://mail.example.com/*`. */
export type SiteLogging = DeviceFacts['logging']['sites'][number];

/** What became of the open message. */
export type Logged = { kind: 'logged'; ids: string[] } | { kind: 'not'; why: WhyNotLogged | 'taken-back' };

/** The sites where it is switched on; nowhere at first. */
export const loggingSites = async (store: Store): Promise<SiteLogging[]> =>
  (await readFact(store, 'logging'))?.sites ?? [];

/** Switches it on or off for one site. Texts are never kept where nothing is logged. */
export const setLogging = (store: Store, site: SiteLogging | { pattern: string; isOn: false }): Promise<void> =>
  change(store, (sites) => [...sites.filter(({ pattern }) => pattern !== site.pattern), ...(site.isOn ? [site] : [])]);

/** Forgets the sites that Larder may no longer read: whoever allows one again begins with it switched off. */
export const keepLogging = (store: Store, patterns: readonly string[]): Promise<void> =>
  change(store, (sites) => sites.filter(({ pattern }) => patterns.includes(pattern)));

const change = (store: Store, to: (sites: SiteLogging[]) => SiteLogging[]): Promise<void> =>
  store.db.transaction('rw', store.db.device, async () =>
    writeFact(store, 'logging', { sites: to(await loggingSites(store)) }),
  );

/** Logs the open message when people in it are known, once for all devices and webmails. */
export async function logByItself(store: Store, draft: Draft): Promise<Logged | undefined> {
  const own = (await readFact(store, 'own'))?.addresses ?? [];
  const known = await knownOf(store, everybody(draft, own));
  const what = whatToLog(draft, known, own);
  if (what === undefined) return undefined;
  if (typeof what === 'string') return { kind: 'not', why: what };
  const ids = await interactionIdsOf(store, what.interactions);
  const rows = await store.db.interactions.bulkGet(ids);
  const fresh = what.interactions.filter((_, at) => rows[at] === undefined);
  if (fresh.length > 0) {
    const people = what.people.map((draftOf) => ({
      draft: draftOf,
      fields: [],
      existingId: known.get(draftOf.key)?.id,
    }));
    await saveDraft(store, people, fresh, draft.url);
  }
  const mine = ids.filter((_, at) => rows[at] === undefined || rows[at]?.values[BY_ITSELF.path] === BY_ITSELF.value);
  // A person logged it before: nothing to say, and nothing to take back.
  if (mine.length === 0) return undefined;
  const isTakenBack = rows.length > 0 && rows.every((row) => row !== undefined && row.at === undefined);
  return isTakenBack ? { kind: 'not', why: 'taken-back' } : { kind: 'logged', ids: mine };
}

/** Leaves a tombstone of each, so that it is not logged by itself again. */
export async function takeBackMessages(store: Store, ids: readonly string[]): Promise<void> {
  const deletedAt = timeOf(store);
  await write(
    store,
    ids.map((recordId) => ({ kind: 'interaction', recordId, fields: { deletedAt } })),
  );
}
