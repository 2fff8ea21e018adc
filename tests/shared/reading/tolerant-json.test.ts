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
    ['no value', 'hello {', {}],
    ['nothing of it', 'var a = "b";', undefined],
    ['single quotes', String.raw`{'a':'it\'s','b':'O'Brien',"c":'"d"'}`, { a: "it's", b: "O'Brien", c: '"d"' }],
    ['curly quotes', '{“a”:“b”, “c”:„d“}', { a: 'b', c: 'd' }],
    ['keys without quotes', '{a:"b", $c_1 : 2}', { a: 'b', $c_1: 2 }],
    [
      'quotes within a text',
      '{"a":"she said "hello" to us","b":"not "so"","c":""}',
      { a: 'she said "hello" to us', b: 'not "so"', c: '' },
    ],
    ['a quote with nothing that may follow', '{"a":"b" = 1', { a: 'b' }],
    ['a script around it', 'window.data = {"a":1};', { a: 1 }],
    ['a cut within a text', '{"a":"b","c":[{"d":1},{"e":"f', { a: 'b', c: [{ d: 1 }, {}] }],
    ['a cut within a number', '{"a":"b","c":12', { a: 'b' }],
    ['a cut within a key', '[{"a":"b"},{"c', [{ a: 'b' }, {}]],
    ['a bracket too few', '{"a":[1,2,"b":{"c":3}', { a: [1, 2, 'b', { c: 3 }] }],
    ['a bracket too many', '{"a":1}},{"b":[2]]}', [{ a: 1 }, { b: [2] }]],
    ['values of scripts', '{"a":undefined,"b":NaN,"c":,"d":null,"e":true,"f":.5}', { d: null, e: true }],
    ['numbers that are texts', '{"a":+49 30/1234,"b":007,"c":-1.5}', { a: '+49 30/1234', b: '007', c: -1.5 }],
    ['escapes', String.raw`{'a':"\u00e9\n\/\uZ"}`, { a: 'é\n/\\uZ' }],
    [
      'the names of what objects inherit',
      '{"__proto__":{"a":1},constructor:2}',
      Object.fromEntries([
        ['__proto__', { a: 1 }],
        ['constructor', 2],
      ]),
    ],
  ])('is repaired: %s', (_, text, data) => {
    expect(parseTolerant(text)).toEqual(data);
  });

  it('gives the members that are whole, wherever it is cut off', () => {
    const whole = '{"a":"x \\"y\\" z","b":[1,{"c":"d"}],"e":true}';
    const leaves = (data: unknown): unknown[] =>
      typeof data === 'object' && data !== null ? Object.values(data).flatMap(leaves) : [data];
    for (let size = 1; size < whole.length; size++) {
      const kept = leaves(parseTolerant(whole.slice(0, size)));
      expect(kept).toEqual(['x "y" z', 1, 'd', true].slice(0, kept.length));
    }
  });

  it.each(['"a"x', "'", '{"a":', '[', '}', '{"a" : "b" c', '"\\', '<!--', '" '])(
    'is read in linear time: 300,000 signs of %s',
    (part) => {
      expect(() => parseTolerant(`{${part.repeat(300_000 / part.length)}`)).not.toThrow();
    },
  );

  it('has its entities decoded once, the numbers in both forms', () => {
    expect(decodeEntities('R&amp;D &#38; &#x26; &lt;b&gt; &unknown; &#0;')).toBe('R&D & & <b> &unknown; &#0;');
  });
});
