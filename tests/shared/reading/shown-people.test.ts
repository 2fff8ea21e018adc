import { DOMParser } from 'linkedom';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { peopleIn, personIn, writtenPeople } from '../../../shared/reading/shown-people.ts';

const element = (html: string): Element => {
  const document = new DOMParser().parseFromString(`<html><head></head><body>${html}</body></html>`, 'text/html');
  const first = document.body.firstElementChild;
  if (first === null) throw new Error('no element');
  return first;
};
const dana = { name: 'Dana Fox', address: 'dana@globex.test' };

describe('a person on a page', () => {
  it.each([
    ['an attribute for the address', '<span email="dana@globex.test" name="Dana Fox">Dana</span>', dana],
    ['one in an inner element', '<h3><b><span data-hovercard-id="dana@globex.test">Dana Fox</span></b></h3>', dana],
    ['a title', '<span title="Dana Fox &lt;dana@globex.test&gt;">Dana</span>', dana],
    ['a title with the address only', '<span title="dana@globex.test">Dana Fox</span>', dana],
    ['a mail link', '<a href="mailto:Dana@Globex.test?subject=x">Dana Fox</a>', dana],
    ['a label for screen readers', '<span aria-label="Von: Dana Fox &lt;dana@globex.test&gt;"></span>', dana],
    ['its words', '<span>\u200eDana Fox&lt;dana@globex.test&gt;\u200e</span>', dana],
    ['brackets', '<span>Dana Fox (dana@globex.test)</span>', dana],
    ['an address alone', '<span>dana@globex.test</span>', { name: '', address: 'dana@globex.test' }],
    ['a name alone', '<span>Dana Fox</span>', { name: 'Dana Fox' }],
    ['nothing', '<span> </span>', undefined],
  ])('is told by %s', (_, html, person) => {
    expect(personIn(element(html))).toEqual(person);
  });

  it('keeps an address that the name shows, so that who poses is found', () => {
    const posing = personIn(element('<span email="x@evil.test">ceo@globex.test &lt;x@evil.test&gt;</span>'));
    expect(posing).toEqual({ name: 'ceo@globex.test', address: 'x@evil.test' });
  });
});

describe('people on a page', () => {
  it('are each told once, with the name where one is', () => {
    const html =
      '<div><span email="dana@globex.test"></span><span title="dana@globex.test">Dana Fox</span> Lee Ng &lt;lee@globex.test&gt;</div>';
    expect(peopleIn(element(html)).map(({ address }) => address)).toEqual(['dana@globex.test', 'lee@globex.test']);
  });

  it('of a table row have no bars in their names', () => {
    const row = element('<table><tbody><tr><td>Cc:</td><td>Ida &lt;ida@globex.test&gt;</td></tr></tbody></table>');
    expect(peopleIn(row)).toEqual([{ name: 'Ida', address: 'ida@globex.test' }]);
  });

  it('in prose have no names', () => {
    const text = 'Please write to our new colleague in the Lisbon office over there at ida@globex.test or call her.';
    expect(writtenPeople(text)).toEqual([{ name: '', address: 'ida@globex.test' }]);
  });

  it('are found in any text without an error', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => void writtenPeople(`${text}@${text}`)));
  });
});
