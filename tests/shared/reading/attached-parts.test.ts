import { describe, expect, it } from 'vitest';
import { draftSchema } from '../../../shared/model/draft.ts';
import { interaction } from '../../../shared/model/interaction.ts';
import { readMessage } from '../../../shared/reading/message.ts';
import { draftFromMessage } from '../../../shared/reading/message-draft.ts';
import { parseHtml, plain, reading } from './reading.ts';

const part = (type: string, body: string) => `--b\nContent-Type: ${type}\n\n${body}\n`;
const mail = (...parts: string[]) =>
  `From: Dana Whitfield <dana@globex.test>\nTo: sam@larder.test\nDate: Mon, 2 Nov 2026 09:00:00 +0000\nMessage-ID: <1@globex.test>\nSubject: Hello\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n${part('text/plain', 'See attached.')}${parts.join('')}--b--\n`;
const draftOf = async (text: string) => {
  const message = await readMessage(new TextEncoder().encode(text.replaceAll('\n', '\r\n')));
  const context = { ...reading, adapter: 'test', own: ['sam@larder.test'], source: 'raw-header' as const, parseHtml };
  const draft = await draftFromMessage(message, context);
  expect(draftSchema.safeParse(draft).error).toBeUndefined();
  return draft;
};
const card = (lines: string) => `BEGIN:VCARD\nVERSION:3.0\n${lines}\nEND:VCARD`;
const event = (lines: string, method = 'REQUEST') =>
  `BEGIN:VCALENDAR\nMETHOD:${method}\nBEGIN:VEVENT\nUID:42@cal.test\nDTSTART:20261105T090000Z\n${lines}\nEND:VEVENT\nEND:VCALENDAR`;

describe('a vCard in a message', () => {
  it('of the sender tells of the sender', async () => {
    const own = card(
      'FN:Dana Whitfield\nEMAIL:dana@globex.test\nTITLE:Head of Sales\nORG:Globex Inc.\nTEL:+1 415 555 0132',
    );
    const draft = await draftOf(mail(part('text/x-vcard; name=dana.vcf', own)));
    expect(draft.contacts).toHaveLength(1);
    expect(plain(draft.contacts[0])).toMatchObject({
      title: 'Head of Sales',
      companyName: 'Globex Inc.',
      phones: ['+14155550132'],
    });
    expect(draft.contacts[0]?.fields.find(({ path }) => path === 'title')?.evidence[0]).toMatchObject({
      source: 'vcard',
      confidence: 0.95,
    });
  });

  it('of the sender may have no address, only the name', async () => {
    const draft = await draftOf(mail(part('text/vcard', card('N:Whitfield;Dana;;;\nTEL:+1 415 555 0132'))));
    expect(plain(draft.contacts[0])).toMatchObject({ phones: ['+14155550132'] });
  });

  it('of others offers them, and never the reader', async () => {
    const file = [card('FN:Ada Quist\nEMAIL:ada@fjellvik.test'), card('FN:Sam Patel\nEMAIL:sam@larder.test')].join(
      '\n',
    );
    const draft = await draftOf(mail(part('application/octet-stream; name="people.vcf"', file)));
    expect(draft.contacts.map(({ key, role }) => [key, role])).toEqual([
      ['dana@globex.test', 'sender'],
      ['ada@fjellvik.test', 'listed'],
    ]);
  });
});

describe('an invitation in a message', () => {
  const lines =
    'SUMMARY:Kick-off\nDTEND:20261105T094500Z\nORGANIZER;CN=Dana Whitfield:mailto:dana@globex.test\nATTENDEE:mailto:sam@larder.test';

  it('is a meeting beside the message, once', async () => {
    const draft = await draftOf(
      mail(part('text/calendar; method=REQUEST', event(lines)), part('application/ics; name=invite.ics', event(lines))),
    );
    expect(draft.interactions).toHaveLength(2);
    const meeting = Object.fromEntries((draft.interactions[1]?.fields ?? []).map(({ path, value }) => [path, value]));
    expect(meeting).toEqual({
      channel: 'meeting',
      direction: 'none',
      at: '2026-11-05T09:00:00.000Z',
      durationMinutes: 45,
      subject: 'Kick-off',
      messageId: '42@cal.test',
      threadId: '42@cal.test',
      url: reading.url,
      'parties/dana@globex.test': { role: 'attendee', name: 'Dana Whitfield' },
      'parties/sam@larder.test': { role: 'attendee' },
    });
    for (const [path, value] of Object.entries(meeting)) expect(interaction.problemWith(path, value)).toBeUndefined();
  });

  it.each(['REPLY', 'CANCEL', 'COUNTER'])('that is a %s is no meeting', async (method) => {
    const draft = await draftOf(mail(part(`text/calendar; method=${method}`, event(lines, method))));
    expect(draft.interactions).toHaveLength(1);
  });
});
