import { describe, expect, it } from 'vitest';
import { htmlToText } from '../../../shared/reading/html-to-text.ts';
import { parseHtml } from './reading.ts';

const asMail = (html: string) => htmlToText(parseHtml(html), { quotes: true });

describe('a link in a mail', () => {
  it.each([
    ['names the site', '<a href="https://globex.test">Website</a>', 'Website <https://globex.test/>'],
    ['is named like it', '<a href="https://www.social.test/dana">Social</a>', 'Social <https://www.social.test/dana>'],
    ['is a picture', '<a href="https://www.linkedin.com/in/dana"><img></a>', '<https://www.linkedin.com/in/dana>'],
    ['has less than the number', '<a href="tel:+57-310-555-0123">310 555 0123</a>', '+573105550123'],
    ['has a trunk zero', 'T <a href="tel:+442079460112">020 7946 0112</a>', 'T +442079460112'],
  ])('says where it leads when it %s', (_, html, text) => {
    expect(asMail(html).replace(/\s+</gu, ' <').trim()).toBe(text);
  });

  it.each([
    ['the address', '<a href="https://globex.test/?from=mail">www.globex.test</a>', 'www.globex.test'],
    ['a banner', '<a href="https://globex.test/offer"><img></a> now', 'now'],
    ['an invitation', '<a href="https://globex.test/offer">Read our offer</a>', 'Read our offer'],
    ['a whole number', '<a href="tel:+442079460112">+44 20 7946 0112</a>', '+44 20 7946 0112'],
    ['another number', '<a href="tel:+442079460112">030 23125-114</a>', '030 23125-114'],
    ['words', '<a href="tel:+442079460112">Call us</a>', 'Call us'],
    ['a script', '<a href="javascript:alert(1)">Website</a>', 'Website'],
    ['two lines', '<a href="https://globex.test"><div>We are</div><div>Website</div></a>', 'We are\nWebsite'],
  ])('stays as it is when it shows %s', (_, html, text) => {
    expect(asMail(html)).toBe(text);
  });

  it('on a page stays as it is', () => {
    expect(htmlToText(parseHtml('<a href="https://globex.test">Website</a>'))).toBe('Website');
  });
});
