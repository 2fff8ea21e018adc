import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tidyHeaders } from '../../../shared/reading/header-bytes.ts';
import { readMessage } from '../../../shared/reading/message.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const base64 = (part: Uint8Array) => btoa(String.fromCharCode(...part));

describe('headers', () => {
  it('with raw bytes that are no UTF-8 are read as windows-1252, and the body stays as it is', async () => {
    const mail = latin1('From: J\xfcrgen Gro\xdf <jg@globex.test>\r\nSubject: Gr\xfc\xdfe\r\n\r\nGr\xfc\xdfe');
    const { from, subject } = await readMessage(mail);
    expect([from?.name, subject]).toEqual(['Jürgen Groß', 'Grüße']);
    expect(tidyHeaders(mail).subarray(-5)).toEqual(latin1('Gr\xfc\xdfe'));
  });

  it.each([
    [1, 2],
    [4, 5],
  ])('join words of base64 that were cut inside a character, at %d or %d bytes', async (...cuts) => {
    const name = bytes('佐藤');
    for (const cut of cuts) {
      const words = [name.subarray(0, cut), name.subarray(cut)].map((part) => `=?UTF-8?B?${base64(part)}?=`);
      const { from } = await readMessage(bytes(`From: ${words.join('\r\n ')} <sato@globex.test>\r\n\r\nHi`));
      expect(from?.name).toBe('佐藤');
    }
  });

  it.each([
    'From: Dana <dana@globex.test>\n\nHi',
    'From: Zoë <zoe@globex.test>\n\nHi',
    `Subject: =?UTF-8?B?${base64(bytes('ab'))}?= =?UTF-8?B?${base64(bytes('cd'))}?=\n\nHi`,
    'Subject: =?UTF-8?B?A=?= =?nonsense?B?B=?=\n\nHi',
    'no headers at all',
    '',
  ])('are not touched when there is nothing to mend: %j', (mail) => {
    const raw = bytes(mail);
    expect(tidyHeaders(raw)).toBe(raw);
  });

  it('of any bytes give bytes', () => {
    const word = fc
      .tuple(fc.base64String(), fc.constantFrom('', '=', '=='))
      .map(([text, end]) => `=?utf-8?B?${text.replace(/=+$/u, '')}${end}?= `);
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), word), { maxLength: 6 }), (parts) => {
        expect(tidyHeaders(latin1(parts.join('').replace(/[^\0-ÿ]/gu, '')))).toBeInstanceOf(Uint8Array);
      }),
    );
  });
});
