/** Opens the side panel, or Firefox's sidebar. Call it at once in a click or a key press: after an `await` a browser refuses. */
import { browser } from 'wxt/browser';

/** The part of Firefox that Chrome's types lack. */
interface Sidebar {
  sidebarAction?: { open(): Promise<void> };
}

export function openPanel(tab: { id?: number; windowId?: number }): Promise<void> {
  const { sidebarAction } = browser as unknown as Sidebar;
  if (sidebarAction !== undefined) return sidebarAction.open();
  if (tab.id !== undefined) return browser.sidePanel.open({ tabId: tab.id });
  if (tab.windowId !== undefined) return browser.sidePanel.open({ windowId: tab.windowId });
  return Promise.resolve();
}
