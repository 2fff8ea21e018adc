/** The background's clock: browsers wake it by alarms only. */
import { browser } from 'wxt/browser';

/** Makes an alarm that is missing. One that is there is left alone: making it anew would put it off each time the background wakes. */
export async function keepAlarm(name: string, periodInMinutes: number): Promise<void> {
  const found = await browser.alarms.get(name);
  if (found?.periodInMinutes !== periodInMinutes) await browser.alarms.create(name, { periodInMinutes });
}
