/** The context menu: clip the selection as a contact, a note or a task. */
import { browser } from 'wxt/browser';
import { t } from '../locales/text.ts';
import { clipSchema, leaveClip } from './clip.ts';
import { openPanel } from './open-panel.ts';

const kinds = clipSchema.shape.as.options;

/** Makes the menu anew; browsers keep it from then on. */
export async function makeClipMenu(): Promise<void> {
  await browser.contextMenus.removeAll();
  for (const as of kinds) {
    browser.contextMenus.create({ id: `clip-${as}`, title: t.clip.menu[as], contexts: ['selection'] });
  }
}

/** What was chosen, and where. */
export interface MenuClick {
  menuItemId: string | number;
  selectionText?: string;
  pageUrl?: string;
}

/** Opens the panel at once, as browsers demand, and leaves the clip for it. */
export async function clipFromMenu(
  click: MenuClick,
  tab: { id?: number; windowId?: number; title?: string } | undefined,
  at: string,
): Promise<void> {
  if (tab?.id === undefined) return;
  const opening = openPanel(tab);
  const clip = clipSchema.safeParse({
    as: String(click.menuItemId).replace(/^clip-/, ''),
    text: (click.selectionText ?? '').slice(0, 20_000),
    url: (click.pageUrl ?? '').slice(0, 2_000),
    title: (tab.title ?? '').slice(0, 500),
    tabId: tab.id,
    at,
  });
  if (clip.success) await leaveClip(clip.data);
  await opening;
}
