import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodePage } from '../../../shared/reading/decode-page.ts';

const bytes = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

it.each([
  ['UTF-8 without saying so', new TextEncoder().encode('<p>Müller'), '<p>Müller'],
  ['a byte order mark', new TextEncoder().encode('\ufeff<p>Müller'), '<p>Müller'],
  ['UTF-16', bytes('\xff\xfe<\0p\0>\0\xfc\0'), '<p>ü'],
  ['its meta element', bytes('<meta charset="iso-8859-2"><p>\xb3'), '<meta charset="iso-8859-2"><p>ł'],
  [
    'the older meta element',
    bytes('<meta http-equiv="Content-Type" content="text/html; charset=shift_jis"><p>\x93\x63\x92\x86'),
    '<meta http-equiv="Content-Type" content="text/html; charset=shift_jis"><p>田中',
  ],
  [
    'XML',
    bytes('<?xml version="1.0" encoding="windows-1251"?><p>\xcf'),
    '<?xml version="1.0" encoding="windows-1251"?><p>П',
  ],
  ['no declaration and no UTF-8', bytes('<p>M\xfcller'), '<p>Müller'],
  ['an encoding that nobody knows', bytes('<meta charset="x-none"><p>M\xfcller'), '<meta charset="x-none"><p>Müller'],
  ['UTF-16 that it is not', bytes('<meta charset="utf-16"><p>a'), '<meta charset="utf-16"><p>a'],
])('reads %s', (_, page, text) => {
  expect(decodePage(page)).toBe(text);
});

it('never throws', () => {
  const start = fc.constantFrom('', '<meta charset=', '<meta charset="utf-16"', '\xff\xfe', '<?xml encoding="');
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 200 }), (head, rest) => {
      expect(typeof decodePage(new Uint8Array([...bytes(head), ...rest]))).toBe('string');
    }),
  );
});
