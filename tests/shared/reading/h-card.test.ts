import { describe, expect, it } from 'vitest';
import { readHCards } from '../../../shared/reading/h-card.ts';
import { textsOf, thingsOf } from '../../../shared/reading/structured-data.ts';
import { parseHtml } from './reading.ts';

describe('h-card', () => {
  it('and hCard give the same', () => {
    const [card, old] = readHCards(
      parseHtml(`<div class="h-card"><a class="p-name u-url" href="https://dana.test/">Dana Whitfield</a> <a class="u-email" href="mailto:dana@globex.test">mail</a> <span class="p-org">Globex</span></div>
        <div class="vcard"><a class="fn url" href="https://dana.test/">Dana Whitfield</a> <a class="email" href="mailto:dana@globex.test">mail</a> <span class="org">Globex</span></div>`),
      'https://x.test/',
    );
    expect(Object.fromEntries(card?.properties ?? [])).toEqual(Object.fromEntries(old?.properties ?? []));
  });

  it('may be its text alone', () => {
    const [card] = readHCards(
      parseHtml('<a class="h-card" href="https://dana.test">Dana Whitfield</a>'),
      'https://x.test/',
    );
    expect(card && [textsOf(card, 'name'), textsOf(card, 'url')]).toEqual([['Dana Whitfield'], ['https://dana.test']]);
  });

  it('may hold its address itself, an organisation of its own, and addresses that the canonical form resolved', () => {
    const [card, org] = readHCards(
      parseHtml(`<div class="h-card"><img class="u-photo" src="d.png" alt="Portrait"> <b class="p-name">Dana Whitfield</b>
        <a class="p-org h-card" href="https://globex.test">Globex</a> <i class="u-email">dana@globex.test</i>
        <span class="p-street-address">1 Quay</span> <span class="p-locality">Bristol</span></div>`),
      'https://x.test/',
    );
    expect(card && [textsOf(card, 'email'), textsOf(card, 'worksFor'), textsOf(card, 'image')]).toEqual([
      ['dana@globex.test'],
      ['Globex'],
      ['https://x.test/d.png'],
    ]);
    const [address] = card ? thingsOf(card, 'address') : [];
    expect(address && textsOf(address, 'addressLocality')).toEqual(['Bristol']);
    expect(org?.types).toEqual(['Organization']);
  });
});
