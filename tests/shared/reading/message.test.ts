import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { timeOfId } from '../../../shared/model/ids.ts';
import { interactionId } from '../../../shared/reading/interaction-id.ts';
import { whyNobody } from '../../../shared/reading/mail-kind.ts';
import { emptyMessage, readMessage } from '../../../shared/reading/message.ts';
import { draftFromMessage, type MessageContext } from '../../../shared/reading/message-draft.ts';
import { parseHtml, plain, readMail, reading } from './reading.ts';

const bytes = (text: string) => new TextEncoder().encode(text.replaceAll('\n', '\r\n'));
const context: MessageContext = {
  ...reading,
  adapter: 'test',
  own: ['sam@larder.test'],
  source: 'raw-header',
  parseHtml,
};
const draftOf = async (raw: Uint8Array, more: Partial<MessageContext> = {}) =>
  draftFromMessage(await readMessage(raw), { ...context, ...more });

describe('a message in source form', () => {
  it('gives its headers, and the root of its thread', async () => {
    const message = await readMessage(readMail('signature'));
    expect(message).toMatchObject({
      from: { name: 'Nora Quist', address: 'nora.quist@fjellvik.test' },
      to: [{ name: 'Sam Patel', address: 'sam@larder.test' }],
      date: '2026-11-02T17:12:00.000Z',
      utcOffsetMinutes: -480,
      subject: 'Quote for 12 seats',
      messageId: '<quote-12@fjellvik.test>',
      inReplyTo: '<second-12@larder.test>',
      threadId: '<root-12@larder.test>',
    });
  });

  it('decodes the charsets of old', async () => {
    const header =
      'From: =?iso-2022-jp?b?GyRCRURDZhsoQiAbJEJNMzUqGyhC?= <yuki@sakura.test>\nContent-Type: text/plain; charset=ISO-2022-JP\n\n';
    const message = await readMessage(Uint8Array.from([...bytes(header), ...bytes('\u001b$BEDCf\u001b(B\n')]));
    expect(message.from?.name).toBe('田中 由紀');
    expect(message.text?.trim()).toBe('田中');
  });

  it('is its own thread when it answers nothing, and has no thread without ids', async () => {
    expect((await readMessage(readMail('bulk'))).threadId).toBe('<inv-20931@mailer.cloudpark.test>');
    expect((await readMessage(bytes('From: a@b.test\n\nx'))).threadId).toBeUndefined();
  });

  it('knows forwarded messages from its own text', async () => {
    const inner =
      'From: Mateus Carvalho <mateus@carvalho.test>\nSubject: inner\n\nInner text.\n\nMateus Carvalho\nCarvalho e Filhos Lda.';
    const outer = `From: aoife@acme.test\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee attached.\n--b\nContent-Type: message/rfc822; name="inner.eml"\n\n${inner}\n--b--\n`;
    const message = await readMessage(bytes(outer));
    expect(message.text?.trim()).toBe('See attached.');
    expect(message.attachedMessages).toHaveLength(1);
    const draft = await draftOf(bytes(outer));
    expect(draft.contacts.map(({ key, role }) => [key, role])).toEqual([
      ['aoife@acme.test', 'sender'],
      ['mateus@carvalho.test', 'listed'],
    ]);
  });

  it.each([
    ['WG: Anfrage', ['ben@acme.test', 'katrin@regal.test']],
    ['Anfrage', ['ben@acme.test']],
  ])('knows by the subject "%s" whether an old message below is forwarded or answered', async (subject, people) => {
    const below =
      'Von: Katrin Vogel <katrin@regal.test>\nGesendet: gestern\nAn: info@acme.test\nBetreff: Anfrage\n\nHallo';
    const draft = await draftOf(bytes(`From: ben@acme.test\nSubject: ${subject}\n\nFYI\n\n${below}`));
    expect(draft.contacts.map(({ key }) => key)).toEqual(people);
  });

  it.each([
    ['nothing', ''],
    ['binary', '\u0000\u0001ÿ'],
    ['no headers', '\n\ntext'],
    ['a page', '<!doctype html><html></html>'],
    ['a broken date', 'From: a@b.test\nDate: yesterday\n\n'],
    ['a huge header', `From: ${'a'.repeat(100_000)}\n\n`],
  ])('may be %s', async (_, text) => {
    const draft = await draftOf(bytes(text));
    expect(draft.contacts.length).toBeLessThanOrEqual(1);
  });
});

describe('a draft of a message', () => {
  it('has given and family name in the order of the language that the message says it is in', async () => {
    const mail =
      'From: Nagy Béla <bela@nagy.test>\nContent-Language: hu\n\nJó napot!\n\n-- \nNagy Béla\nbela@nagy.test\n';
    const draft = await draftOf(new TextEncoder().encode(mail.replaceAll('\n', '\r\n')));
    expect(plain(draft.contacts[0])).toMatchObject({ name: 'Nagy Béla', givenName: 'Béla', familyName: 'Nagy' });
  });

  it('has the sender with name, title, company and phones, each with its evidence', async () => {
    const draft = await draftOf(readMail('signature'));
    expect(plain(draft.contacts[0])).toEqual({
      emails: ['nora.quist@fjellvik.test'],
      name: 'Nora Quist',
      givenName: 'Nora',
      familyName: 'Quist',
      title: 'Head of Operations',
      companyName: 'Fjellvik Logistics Inc.',
      phones: ['+12065550114', '+12065550199'],
      links: ['https://www.fjellvik.test/'],
    });
    const title = draft.contacts[0]?.fields.find(({ path }) => path === 'title');
    expect(title?.evidence).toEqual([
      {
        source: 'signature-line',
        url: reading.url,
        at: reading.at,
        snippet: 'Head of Operations, Fjellvik Logistics Inc.',
        confidence: 0.85,
      },
    ]);
    expect(draft.warnings).toEqual([]);
    expect(draft.skipped).toBeUndefined();
  });

  it('has the interaction with its parties, and no body', async () => {
    const draft = await draftOf(readMail('html-reply'));
    const fields = Object.fromEntries((draft.interactions[0]?.fields ?? []).map(({ path, value }) => [path, value]));
    expect(fields).toEqual({
      channel: 'email',
      direction: 'in',
      at: '2026-11-06T16:55:41.000Z',
      subject: 'RE: Renewal terms',
      messageId: '<AM6PR0401.renewal@harbourline.test>',
      threadId: '<renewal.1@larder.test>',
      url: reading.url,
      'parties/tess.whitlock@harbourline.test': { role: 'from', name: 'Tess Whitlock' },
      'parties/sam@larder.test': { role: 'to', name: 'Sam Patel' },
      'parties/eva.lindgren@harbourline.test': { role: 'cc', name: 'Eva Lindgren' },
    });
  });

  it('takes nothing from small print and quotations', async () => {
    const text = JSON.stringify(await draftOf(readMail('html-reply')));
    expect(text).not.toContain('legal@');
    expect(text).not.toContain('0999');
    expect(text).not.toContain('4155550100');
  });

  it('of an own message offers the recipients', async () => {
    const draft = await draftOf(readMail('own-sent'));
    expect(draft.contacts.map(({ key, role }) => [key, role])).toEqual([
      ['nora.quist@fjellvik.test', 'recipient'],
      ['eva.lindgren@harbourline.test', 'recipient'],
    ]);
    expect(draft.interactions[0]?.fields.find(({ path }) => path === 'direction')?.value).toBe('out');
  });

  it('warns about a name that poses, answers that go elsewhere and a stolen signature, and reads none of it', async () => {
    const draft = await draftOf(readMail('spoofed-name'));
    expect(draft.warnings.map(({ kind }) => kind)).toEqual([
      'name-contains-other-address',
      'reply-to-differs',
      'signature-of-somebody-else',
    ]);
    expect(plain(draft.contacts[0])).toMatchObject({ emails: ['nora.quist@fjel1vik-mail.test'] });
    expect(plain(draft.contacts[0])['phones']).toBeUndefined();
    expect(plain(draft.contacts[0])['name']).toBeUndefined();
  });

  it('warns when the page shows another sender', async () => {
    const draft = await draftOf(readMail('signature'), { shown: { from: { name: '', address: 'else@where.test' } } });
    expect(draft.warnings.map(({ kind }) => kind)).toEqual(['from-differs']);
  });

  it('warns when the message names two senders', async () => {
    const mail = (second: string) =>
      bytes(`From: Dana <dana@globex.test>\nFrom: ${second}\nMessage-ID: <1@globex.test>\n\nHi`);
    const twice = await draftOf(mail('Mallory <mallory@evil.test>'));
    expect(twice.warnings.map(({ kind }) => kind)).toEqual(['from-differs']);
    expect((await draftOf(mail('dana@globex.test'))).warnings).toEqual([]);
  });

  it('from a shared mailbox has the company, and the person who signs', async () => {
    const mail =
      'From: =?UTF-8?Q?B=C3=A4ckerei_M=C3=BCller?= <info@xn--mller-kva.test>\nContent-Type: text/plain; charset=utf-8\n\nGuten Tag,\n\nliefern Sie auch nach Wien?\n\nViele Grüße\nLena Müller\n-- \nBäckerei Müller · Hauptstraße 1 · 80331 München\nTel. 089 99998-210\n';
    expect(plain((await draftOf(bytes(mail))).contacts[0])).toMatchObject({
      companyName: 'Bäckerei Müller',
      name: 'Lena Müller',
      phones: ['+498999998210'],
    });
  });

  it('without a name or text still has the address', async () => {
    expect(plain((await draftOf(readMail('minimal'))).contacts[0])).toEqual({ emails: ['quiet@minimal.test'] });
  });

  it('keeps the writer’s own words when that is wanted, and never by itself', async () => {
    const raw = bytes(
      'From: Dana <dana@globex.test>\nTo: sam@larder.test\nMessage-ID: <1@x.test>\n\nYes, please.\n\nOn Mon, 2 Nov 2026 at 09:00, Sam <sam@larder.test> wrote:\n> Shall I?\n',
    );
    const bodyOf = async (more: Partial<MessageContext>) =>
      (await draftOf(raw, more)).interactions[0]?.fields.find(({ path }) => path === 'body')?.value;
    expect(await bodyOf({ keepsText: true })).toBe('Yes, please.');
    expect(await bodyOf({})).toBeUndefined();
  });
});

describe('nobody is offered', () => {
  const from = { name: 'A', address: 'a@b.test' };
  it.each([
    ['automatic-reply', { autoSubmitted: 'auto-replied', list: { 'list-id': 'x' } }],
    ['automatic-reply', { precedence: 'auto_reply' }],
    ['automatic-reply', { subject: 'Automatische Antwort: Ihr Angebot' }],
    ['mailing-list', { list: { 'list-id': '<x.lists.test>', 'list-unsubscribe': 'x' } }],
    ['bulk-mail', { list: { 'list-unsubscribe': '<https://x.test>' } }],
    ['bulk-mail', { autoSubmitted: 'auto-generated' }],
    ['bulk-mail', { precedence: 'bulk' }],
    ['no-reply-address', { from: { name: '', address: 'noreply@b.test' } }],
    ['bulk-mail', { to: Array.from({ length: 21 }, (_, at) => ({ name: '', address: `p${at}@b.test` })) }],
    ['nobody-found', { from: undefined }],
  ])('%s: %j', (reason, more) => {
    expect(whyNobody({ ...emptyMessage(), from, ...more }, [], false)?.reason).toBe(reason);
  });

  it('but 20 recipients and Auto-Submitted: no are mail between people', () => {
    const to = Array.from({ length: 20 }, (_, at) => ({ name: '', address: `p${at}@b.test` }));
    expect(whyNobody({ ...emptyMessage(), from, to, autoSubmitted: 'no' }, [], false)).toBeUndefined();
  });
});

describe('the id of an interaction', () => {
  const digest = (text: string) => Promise.resolve(new Uint8Array(createHash('sha256').update(text).digest()));

  it('is the same on every device, and tells the time of the message', async () => {
    const [first, second, other] = await Promise.all([
      interactionId('<a@b.test>', '2026-11-02T17:12:00.000Z', digest),
      interactionId('<a@b.test>', '2026-11-02T17:12:00.000Z', digest),
      interactionId('<A@b.test>', '2026-11-02T17:12:00.000Z', digest),
    ]);
    expect(first).toBe(second);
    expect(first).not.toBe(other);
    expect(timeOfId(first)).toBe(Date.parse('2026-11-02T17:12:00.000Z'));
  });

  it('does not depend on the reader when the message has no date', async () => {
    expect(timeOfId(await interactionId('<a@b.test>', undefined, digest))).toBe(0);
  });
});
