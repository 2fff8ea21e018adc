/** A report of what a page is made of, without anybody's words, for a person who wants to say that a reader fails. */
import { censor } from '../capture/censor.ts';
import type { Health } from '../capture/health.ts';
import { parsePage } from '../capture/parse-page.ts';
import { sendToPage } from '../messages/send.ts';
import { parseInert } from './parse-inert.ts';

/** @throws when the page went away meanwhile, or may not be read any more */
export const structureReport = async (tabId: number, health: Health): Promise<string> =>
  censor(parsePage(await sendToPage(tabId, 'page/snapshot', {}), parseInert), health);
