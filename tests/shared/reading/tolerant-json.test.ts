import { describe, expect, it } from 'vitest';
import { decodeEntities, parseTolerant } from '../../../shared/reading/tolerant-json.ts';

describe('broken JSON', () => {
  it.each([
    ['comments', '/* a */ {"a": "b//c", // d\n "e": 1}', { a: 'b//c', e: 1 }],
    ['CDATA', '//<![CDATA[\n{"a":1}\n//]]>', { a: 1 }],
    ['HTML comments', '<!-- {"a":1} -->', { a: 1 }],
    ['line ends in texts', '{"a":"x\ny\tz"}', { a: 'x\ny\tz' }],
    ['trailing commas', '{"a":[1,2,],}', { a: [1, 2] }],
    ['a semicolon', '{"a":1};', { a: 1 }],
    ['bad escapes', String.raw`{"a":"\d"}`, { a: String.raw`\d` }],
    ['entities', '{&quot;a&quot;:&quot;b &amp; c&quot;}', { a: 'b & c' }],
    ['a comment in HTML before it', '<!-- who joined -->\n{"a":"<!-- kept -->"}', { a: '<!-- kept -->' }],
    ['missing commas', '{"a":"b"\n"c":["d" "e"] "f":{}}', { a: 'b', c: ['d', 'e'], f: {} }],
    ['two values in a row', '{"a":1}\n{"b":2}', [{ a: 1 }, { b: 2 }]],
    ['a byte order mark', '\ufeff{"a":1}', { a: 1 }],
    ['half of it', '{"a":', undefined],
  ])('is repaired: %s', (_, text, data) => {
    expect(parseTolerant(text)).toEqual(data);
  });

  it('has its entities decoded once, the numbers in both forms', () => {
    expect(decodeEntities('R&amp;D &#38; &#x26; &lt;b&gt; &unknown; &#0;')).toBe('R&D & & <b> &unknown; &#0;');
  });
});
