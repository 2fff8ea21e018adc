/** A selection that the person clipped from the context menu, on its way to the panel. Kept in memory only, never on disk. */
import { browser } from 'wxt/browser';
import { z } from 'zod';

const KEY = 'clip';

export const clipSchema = z.object({
  as: z.enum(['contact', 'note', 'task']),
  text: z.string().max(20_000),
  url: z.string().max(2_000),
  title: z.string().max(500),
  tabId: z.number().int(),
  at: z.iso.datetime(),
});
export type Clip = z.infer<typeof clipSchema>;

/** Leaves a clip for the panel, which may be open already or about to open. */
export const leaveClip = (clip: Clip): Promise<void> => browser.storage.session.set({ [KEY]: clip });

/** Takes the clip, if there is one: it is gone afterwards. */
export async function takeClip(): Promise<Clip | undefined> {
  const found = await browser.storage.session.get(KEY);
  if (found[KEY] === undefined) return undefined;
  await browser.storage.session.remove(KEY);
  const parsed = clipSchema.safeParse(found[KEY]);
  return parsed.success ? parsed.data : undefined;
}

/** Calls `onClip` when one is left. */
export function onClip(listener: () => void): () => void {
  const changed = (changes: Record<string, { newValue?: unknown }>) => {
    if (changes[KEY]?.newValue !== undefined) listener();
  };
  browser.storage.session.onChanged.addListener(changed);
  return () => browser.storage.session.onChanged.removeListener(changed);
}
