import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { VISIT_PORT } from '../messages/message-map.ts';
import { receive } from '../messages/receive.ts';
import { sendToPage } from '../messages/send.ts';
import { clipFromMenu, makeClipMenu } from '../sites/clip-menu.ts';
import { openPanel } from '../sites/open-panel.ts';
import { registerScripts, sitesOn } from '../sites/switches.ts';
import { logVisit, watchVisits } from '../sites/visits.ts';
import { keepLogging } from '../store/logging.ts';
import { openStore, timeOf } from '../store/store.ts';
import { keepAlarm } from '../sync/alarm.ts';
import { syncOnce } from '../sync/pass.ts';

export default defineBackground({
  persistent: false,
  main() {
    const store = openStore();
    const sync = () => syncOnce({ store, fetch: fetch.bind(globalThis) }, navigator.locks);
    const register = () => void registerScripts().catch(reportError);
    receive('background', {
      'sync/now': async () => ({ result: await sync() }),
      'visit/raw': ({ tabId, url }) => sendToPage(tabId, 'page/raw', { url }),
    });
    browser.runtime.onConnect.addListener((port) => {
      const tabId = port.sender?.tab?.id;
      if (port.name !== VISIT_PORT || port.sender?.id !== browser.runtime.id || tabId === undefined) return;
      port.disconnect();
      logVisit(store, tabId)
        .then((isRead) => (isRead ? sync() : undefined))
        .catch(reportError);
    });

    browser.runtime.onInstalled.addListener(() => {
      makeClipMenu().catch(reportError);
      register();
      watchVisits(store).catch(reportError);
    });
    browser.permissions.onAdded.addListener(register);
    browser.permissions.onRemoved.addListener(() => {
      register();
      sitesOn()
        .then((sites) =>
          keepLogging(
            store,
            sites.map(({ pattern }) => pattern),
          ),
        )
        .then(() => watchVisits(store))
        .catch(reportError);
    });

    keepAlarm('sync', 1).catch(reportError);
    browser.alarms.onAlarm.addListener(() => void sync().catch(reportError));

    browser.commands.onCommand.addListener((command, tab) => {
      if (command === 'open-panel' && tab !== undefined) openPanel(tab).catch(reportError);
    });
    browser.contextMenus.onClicked.addListener((click, tab) => {
      clipFromMenu(click, tab, timeOf(store)).catch(reportError);
    });
  },
});
