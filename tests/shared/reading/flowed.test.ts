import { describe, expect, it } from 'vitest';
import { endQuotations } from '../../../shared/reading/flowed.ts';
import { readMessage } from '../../../shared/reading/message.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const mail = (body: string, encoding = '7bit') =>
  bytes(
    `From: dana@globex.test\r\nContent-Type: text/plain; format=flowed\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`,
  );

describe('flowed text', () => {
  it.each([
    ['as it is', '> Hi \r\nHello\r\n', '7bit'],
    ['in quoted-printable', '> Hi=20\r\nHello\r\n', 'quoted-printable'],
  ])('does not draw an answer into the quotation above it: %s', async (_, body, encoding) => {
    const { text } = await readMessage(mail(body, encoding));
    expect(text?.split('\n').map((line) => line.trim())).toContain('Hello');
  });

  it('still joins the lines of one depth', async () => {
    const { text } = await readMessage(mail('one \r\ntwo\r\n> three \r\n> four\r\n'));
    expect(text).toContain('one two');
  });

  it('is not touched where it is not flowed', () => {
    const raw = bytes('From: dana@globex.test\n\n> Hi \nHello');
    expect(endQuotations(raw)).toBe(raw);
  });
});
