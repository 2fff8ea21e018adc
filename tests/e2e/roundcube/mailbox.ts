/** A user of the real Roundcube with all the mails, and her browser tab with it. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'puppeteer';
import { SEED } from '../../webmail/check.ts';
import { parseHeaders } from '../../webmail/headers.ts';
import type { Language } from '../../webmail/language.ts';
import type { Webmail } from '../../webmail/start.ts';
import type { Mail } from './mails.ts';

const OUR_MAILS = resolve(import.meta.dirname, '../../fixtures/mail/roundcube');

/** What these tests use of Roundcube's own script. */
interface RoundcubeWindow {
  rcmail: {
    show_message(uid: string, isSafe: boolean, isPreview: boolean): void;
    message_list: { rows: Record<string, { id: string }> };
  };
}

export interface RoundcubeUser {
  address: string;
  /** Opens a log-in page, and logs in. */
  logIn(page: Page): Promise<void>;
  /** Opens a folder's list with its empty reading pane. */
  openList(page: Page, folder: Mail['folder']): Promise<void>;
  /** Opens a message beside the list; `byClick` as a person does, who waits for Roundcube to be sure that it is no double click. */
  preview(page: Page, mail: Mail, byClick?: boolean): Promise<void>;
  /** Opens a message as a page of its own. */
  openFull(page: Page, mail: Mail): Promise<void>;
  /** The message's number in its folder. */
  uid(mail: Mail): string;
}

/** A new user who has all mails, addressed to her. */
export async function newUser(webmail: Webmail, address: string, language: Language): Promise<RoundcubeUser> {
  webmail.setLanguage(address, language);
  const uids = await seedFor(webmail, address);
  const uid = ({ folder, file }: Mail) => {
    const found = uids.get(`${folder}/${file}`);
    if (found === undefined) throw new Error(`${folder} has no ${file}`);
    return found;
  };
  const url = (parameters: Record<string, string>) =>
    `${webmail.webmail}?${new URLSearchParams({ _task: 'mail', ...parameters }).toString()}`;
  return {
    address,
    uid,
    logIn: async (page) => {
      const client = await page.createCDPSession();
      await client.send('Network.clearBrowserCookies');
      await client.detach();
      await page.goto(webmail.webmail);
      await page.type('#rcmloginuser', address);
      await page.type('#rcmloginpwd', webmail.users.password);
      await Promise.all([page.waitForNavigation(), page.click('#rcmloginsubmit')]);
      await page.waitForSelector('#messagelist tbody tr');
    },
    openList: async (page, folder) => {
      await page.goto(url({ _mbox: folder }));
      await page.waitForSelector('#messagelist tbody tr');
    },
    preview: async (page, mail, byClick = false) => {
      const number = uid(mail);
      if (byClick) {
        const row = await page.evaluate(
          (wanted) => (globalThis as unknown as RoundcubeWindow).rcmail.message_list.rows[wanted]?.id,
          number,
        );
        await page.click(`#${row} .subject a, #${row} td.subject`);
      } else {
        await page.evaluate(
          (wanted) => (globalThis as unknown as RoundcubeWindow).rcmail.show_message(wanted, false, true),
          number,
        );
      }
      await page.waitForFunction(
        (wanted) => {
          const inner = document.querySelector<HTMLIFrameElement>('#messagecontframe')?.contentDocument;
          const isThere = new URLSearchParams(inner?.location.search).get('_uid') === wanted;
          return isThere && inner?.querySelector('#messagebody') !== null;
        },
        { polling: 20 },
        number,
      );
    },
    openFull: async (page, mail) => {
      await page.goto(url({ _action: 'show', _uid: uid(mail), _mbox: mail.folder }));
      await page.waitForSelector('#messagebody');
    },
  };
}

/** @returns the number of each file's message, by `INBOX/01-…` */
async function seedFor(webmail: Webmail, address: string): Promise<Map<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'larder-mails-'));
  try {
    const ids = new Map<string, string>();
    cpSync(SEED, folder, { recursive: true });
    cpSync(join(OUR_MAILS, 'inbox'), folder, { recursive: true });
    cpSync(join(OUR_MAILS, 'sent'), join(folder, 'Sent'), { recursive: true });
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.eml')) continue;
      const path = join(folder, name);
      // The bytes stay as they are: some of the mails are in old charsets.
      const text = readFileSync(path, 'latin1').replaceAll('sally@acme.test', address);
      writeFileSync(path, text, 'latin1');
      const id = parseHeaders(Buffer.from(text, 'latin1'))['message-id']?.[0] ?? '';
      ids.set(id, (name.startsWith('Sent') ? name : join('INBOX', name)).replace(/\.eml$/u, ''));
    }
    await webmail.seed(folder, address);
    const inFolders = await Promise.all(['INBOX', 'Sent'].map((name) => webmail.readMailbox(address, name)));
    return new Map(inFolders.flat().map(({ messageId, uid }) => [ids.get(messageId ?? '') ?? '', String(uid)]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
