import { describe, expect, it } from 'vitest';
import { decodeCloudflare, hiddenAddress } from '../../../shared/reading/hidden-links.ts';
import { parseHtml } from './reading.ts';

/** As Cloudflare does it: each byte XORed with the first. */
const encode = (address: string, key: number) =>
  [key, ...new TextEncoder().encode(address).map((byte) => byte ^ key)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');

const addressIn = (html: string) => {
  const element = parseHtml(html).querySelector('a, span');
  return element === null ? undefined : hiddenAddress(element);
};

describe('addresses in attributes', () => {
  it.each([
    [`<a class="__cf_email__" data-cfemail="${encode('dana@globex.test', 0x42)}">[email protected]</a>`],
    [`<a href="/cdn-cgi/l/email-protection#${encode('dana@globex.test?subject=Hi', 0x9f)}">Mail</a>`],
    ['<span data-user="dana" data-domain="globex.test"></span>'],
    ['<span data-name="dana" data-domain="globex" data-tld="test"></span>'],
    ['<span data-user="anad" data-domain="tset.xebolg" style="unicode-bidi:bidi-override;direction:rtl"></span>'],
    ['<a href="znvygb:qnan@tybork.grfg">Mail</a>'],
    [`<a href="#" onclick="location.href=turn('znvygb:qnan@tybork.grfg')">Mail</a>`],
    ['<a href="javascript:;" data-enc-email="qnan[at]tybork.grfg">Mail</a>'],
    ['<a href="javascript:linkTo_UnCryptMailto(\'nbjmup+ebobAhmpcfy/uftu\');">Mail</a>'],
    ['<a href="#" data-mailto-token="nbjmup+ebobAhmpcfy/uftu" data-mailto-vector="1">Mail</a>'],
  ])('%s', (html) => {
    expect(addressIn(html)).toBe('dana@globex.test');
  });

  it('are none in other attributes', () => {
    expect(addressIn('<a href="/people?user=dana" data-user="dana">Dana</a>')).toBeUndefined();
    expect(addressIn('<a data-cfemail="zz">x</a>')).toBeUndefined();
    expect(decodeCloudflare('00')).toBeUndefined();
  });
});
