/** The demo's two pages: a sample mailbox to clip from, and the outbox, which shows the mails that recipes sent. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import PostalMime, { type Address, type Email } from 'postal-mime';
import type { CaughtMail } from './mail-catcher.ts';

/** Where the sample mailbox is on the engine. */
export const MAILBOX_PATH = '/sample-mailbox/';
/** Where the caught mails are shown. */
export const OUTBOX_PATH = '/outbox';

type Html = ReturnType<typeof html>;

const page = (title: string, bodyClass: string, body: Html) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          :root {
            color-scheme: light dark;
            font:
              15px/1.5 system-ui,
              sans-serif;
          }
          body {
            max-width: 46rem;
            margin: 0 auto;
            padding: 1.5rem 1rem;
          }
          a {
            color: light-dark(#0b5cad, #7cb7ff);
          }
          table {
            border-collapse: collapse;
            width: 100%;
          }
          td,
          th {
            text-align: start;
            padding: 0.4rem 0.5rem;
            border-bottom: 1px solid #8884;
            vertical-align: top;
          }
          .header-title {
            opacity: 0.7;
          }
          .pre,
          pre {
            white-space: pre-wrap;
            font: inherit;
          }
          article {
            border: 1px solid #8886;
            border-radius: 0.6rem;
            padding: 1rem;
            margin: 1rem 0;
          }
          nav {
            display: flex;
            gap: 1rem;
            margin-bottom: 1rem;
          }
          .voice {
            position: absolute;
            clip-path: inset(50%);
          }
          .dim {
            opacity: 0.7;
          }
        </style>
      </head>
      <body class="${bodyClass}">
        ${body}
      </body>
    </html>`;

interface SampleMessage {
  uid: number;
  source: Uint8Array;
  mail: Email;
}

/** The messages in mailbox/, newest first, as a webmail lists them. */
async function readMessages(): Promise<SampleMessage[]> {
  const folder = join(import.meta.dirname, 'mailbox');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .sort();
  const messages = await Promise.all(
    files.map(async (file, at) => {
      const source = readFileSync(join(folder, file));
      return { uid: at + 1, source, mail: await PostalMime.parse(source) };
    }),
  );
  return messages.reverse();
}

const person = (address: Address | undefined) =>
  address?.address === undefined
    ? ''
    : html`<span class="adr"
        ><a href="mailto:${address.address}" class="rcmContactAddress" title="${address.address}"
          >${address.name || address.address}</a
        ></span
      >`;

const day = (iso: string | undefined) => (iso === undefined ? '' : iso.slice(0, 16).replace('T', ' '));

/**
 * A small webmail with Roundcube's addresses and marks, so that Larder reads it as it reads a real one, the message source included.
 * @param options.mails what the mail catcher got
 */
export async function demoPages(options: { mails: readonly CaughtMail[] }): Promise<Hono> {
  const messages = await readMessages();
  const app = new Hono();

  const list = (context: Context) =>
    context.html(
      page(
        'Sample mailbox',
        'task-mail action-none',
        html`<h1>Sample mailbox</h1>
          <p>
            Open a message, then open Larder from the toolbar.
            <span class="header-title username">sally@larder.example</span>
          </p>
          <table id="messagelist">
            <tbody>
              ${messages.map(
                ({ uid, mail }) =>
                  html`<tr class="message" id="rcmrow${uid}">
                    <td>${person(mail.from)}</td>
                    <td class="subject">
                      <a href="?_task=mail&_mbox=INBOX&_uid=${uid}&_action=show">${mail.subject ?? '(no subject)'}</a>
                    </td>
                    <td class="date">${day(mail.date)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
          <p><a href="${OUTBOX_PATH}">Mails that recipes sent</a></p>`,
      ),
    );

  const show = (context: Context, { uid, mail }: SampleMessage) =>
    context.html(
      page(
        mail.subject ?? 'Message',
        'task-mail action-show',
        html`<nav>
            <a href="${MAILBOX_PATH}?_task=mail">Back to the list</a>
            <a id="rcmbtn-viewsource" href="?_task=mail&_action=viewsource&_uid=${uid}&_mbox=INBOX">Show source</a>
            <span class="header-title username">sally@larder.example</span>
          </nav>
          <div id="layout-content">
            <div id="message-header">
              <h2 class="subject"><span class="voice">Subject: </span>${mail.subject ?? ''}</h2>
              <table class="headers-table">
                <tbody>
                  <tr>
                    <td class="header-title">From</td>
                    <td class="header from">${person(mail.from)}</td>
                  </tr>
                  <tr>
                    <td class="header-title">To</td>
                    <td class="header to">${(mail.to ?? []).map(person)}</td>
                  </tr>
                  <tr>
                    <td class="header-title">Date</td>
                    <td class="header date">${day(mail.date)}</td>
                  </tr>
                </tbody>
              </table>
            </div>
            <div id="messagebody">
              <div class="message-part"><div class="pre">${mail.text ?? ''}</div></div>
            </div>
          </div>`,
      ),
    );

  app.get(MAILBOX_PATH, (context) => {
    const wanted = messages.find(({ uid }) => String(uid) === context.req.query('_uid'));
    if (wanted === undefined) return list(context);
    if (context.req.query('_action') === 'viewsource') {
      return context.body(Uint8Array.from(wanted.source).buffer, 200, { 'content-type': 'text/plain; charset=utf-8' });
    }
    return show(context, wanted);
  });

  app.get(OUTBOX_PATH, (context) =>
    context.html(
      page(
        'Outbox',
        'outbox',
        html`<nav><a href="${MAILBOX_PATH}?_task=mail">Sample mailbox</a></nav>
          <h1>Outbox</h1>
          <p class="dim">What recipes sent. These mails were caught on this machine and reached nobody.</p>
          ${
            options.mails.length === 0
              ? html`<p>Nothing yet: clip somebody, and the welcome recipe will write to them.</p>`
              : options.mails.toReversed().map(
                  (mail) =>
                    html`<article>
                      <p>
                        <b>${mail.subject}</b><br /><span class="dim"
                          >From ${mail.from} to ${mail.to.join(', ')}, ${day(mail.date)}</span
                        >
                      </p>
                      <pre>${mail.text}</pre>
                      <p class="dim">${mail.messageId}</p>
                    </article>`,
                )
          }`,
      ),
    ),
  );
  return app;
}
