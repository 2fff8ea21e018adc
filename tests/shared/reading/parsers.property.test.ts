/** No parser ever throws, and none takes more than linear time, whatever it is given. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftSchema } from '../../../shared/model/draft.ts';
import { findAddresses, normaliseAddress, parseAddressList } from '../../../shared/reading/addresses.ts';
import { matchesPattern, problemWithPattern } from '../../../shared/reading/address-pattern.ts';
import { readInvites } from '../../../shared/reading/calendar-invite.ts';
import { companyLikeness } from '../../../shared/reading/companies.ts';
import { decodePage } from '../../../shared/reading/decode-page.ts';
import { splitHeaderLine } from '../../../shared/reading/header-labels.ts';
import { readDay } from '../../../shared/reading/matching/read-day.ts';
import { parseSelector } from '../../../shared/reading/selector.ts';
import { parseTemplates } from '../../../shared/reading/site-template.ts';
import { applyFilters, problemWithFilter } from '../../../shared/reading/template-filters.ts';
import { readVCards } from '../../../shared/reading/vcard.ts';
import { readCard } from '../../../shared/reading/contact-lines.ts';
import { readClosing } from '../../../shared/reading/closings.ts';
import { endQuotations } from '../../../shared/reading/flowed.ts';
import { countryInLine } from '../../../shared/reading/countries.ts';
import { findHidden } from '../../../shared/reading/deobfuscate.ts';
import { decodeCloudflare } from '../../../shared/reading/hidden-links.ts';
import { htmlToText } from '../../../shared/reading/html-to-text.ts';
import { guessLanguage } from '../../../shared/reading/language.ts';
import { findLinks } from '../../../shared/reading/links.ts';
import { readMessage } from '../../../shared/reading/message.ts';
import { draftFromMessage } from '../../../shared/reading/message-draft.ts';
import { guessName } from '../../../shared/reading/name-parts.ts';
import { looksLikeName, readableName } from '../../../shared/reading/names.ts';
import { readPostalAddress } from '../../../shared/reading/postal-addresses.ts';
import { findPhones } from '../../../shared/reading/phones.ts';
import { readForwarded, splitQuoted } from '../../../shared/reading/quoted.ts';
import { findSignature } from '../../../shared/reading/signature.ts';
import { findSignatureBlock } from '../../../shared/reading/signature-block.ts';
import { readMicroformats } from '../../../shared/reading/microformats.ts';
import { readPage, readPeople } from '../../../shared/reading/page-people.ts';
import { parseTolerant } from '../../../shared/reading/tolerant-json.ts';
import { parseHtml, reading } from './reading.ts';

const sender = { name: 'Dana Whitfield', address: 'dana@globex.test' };

const parsers: Record<string, (text: string) => unknown> = {
  addresses: findAddresses,
  'an address': normaliseAddress,
  'an address header': parseAddressList,
  phones: (text) => findPhones(text, 'US'),
  links: findLinks,
  language: guessLanguage,
  'a readable name': readableName,
  'a guessed name': (text) => ['', 'hu', 'es', 'zh', 'vi'].map((language) => guessName(text, language)),
  'a name line': looksLikeName,
  'a postal address': (text) => readPostalAddress(text, 'JP'),
  'a card': (text) => readCard(text.split('\n'), sender),
  quotations: splitQuoted,
  'a forwarded part': readForwarded,
  'a signature': (text) => findSignature(text, sender, 'US'),
  'a signature block': (text) => findSignatureBlock(text.split('\n'), sender),
  'a closing': readClosing,
  'flowed text': (text) =>
    endQuotations(new TextEncoder().encode(`Content-Type: text/plain; format=flowed\n\n${text}`)),
  'tolerant JSON': parseTolerant,
  'hidden addresses': (text) => findHidden(text),
  'a Cloudflare address': decodeCloudflare,
  'a country': countryInLine,
  'an encoding': (text) => decodePage(new TextEncoder().encode(text)),
  'a calendar': (text) => readInvites(`BEGIN:VCALENDAR\nBEGIN:VEVENT\n${text}\nEND:VEVENT`),
  'a header line': splitHeaderLine,
  'a pattern of addresses': (text) => [
    problemWithPattern(text),
    matchesPattern(new URL('https://globex.test/a/b'), text),
  ],
  'a selector': parseSelector,
  templates: parseTemplates,
  'filters of a template': (text) => [problemWithFilter(text), applyFilters(text, ['trim', text])],
  'a company': (text) => companyLikeness(text, 'globex.test'),
  'a day': readDay,
  vCards: (text) => readVCards(`BEGIN:VCARD\n${text}\nEND:VCARD`),
};

/** Text made of the signs that the parsers look at, so that they do not give up at once. */
const pieces = fc.constantFrom(
  '@',
  '.',
  ' ',
  '\n',
  '-- ',
  '--',
  '+1 415 555 0132',
  '(',
  ')',
  '<',
  '>',
  '"',
  ',',
  ':',
  ';',
  '|',
  '*',
  '_',
  '> ',
  'On ',
  ' wrote:',
  'From: ',
  'To: ',
  'Sent: ',
  'Best regards,',
  'Dana Whitfield',
  'dana@globex.test',
  'www.',
  'https://',
  'Tel: ',
  'GmbH',
  'Head of',
  '{',
  '}',
  '[',
  ']',
  '\\',
  '//',
  '/*',
  '田中',
  'נועה',
  '\u202e',
  '\u0000',
  '\ud800',
);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 60 }).map((all) => all.join('')),
);

describe.each(Object.entries(parsers))('%s', (_, parse) => {
  it('never throws', () => {
    fc.assert(
      fc.property(text, (input) => void parse(input)),
      { numRuns: 150 },
    );
  });

  it.each([
    'a',
    ' ',
    '\t',
    '1 ',
    '(',
    '@',
    'a@',
    'a.',
    '> ',
    '"',
    '*a',
    '+',
    '-',
    '1-',
    ',',
    '\\',
    '{"a":',
    '<',
    'Tel: ',
    'Dana ',
    'www.',
    '\n',
    '\n-- \n',
    'On 1 x\n',
    '田',
    'a@b.c ',
    '(1)',
    ' | ',
  ])('takes no more than linear time for %j, again and again', (unit) => {
    const costOf = (times: number) => {
      const input = unit.repeat(times);
      return cpuOf(() => parse(input));
    };
    costOf(1_000);
    const short = costOf(10_000);
    // Ten times the text: about ten times the work, where a square would be a hundred. Below a third of a second nothing can be told.
    expect(costOf(100_000)).toBeLessThan(Math.max(300, 40 * short));
  });
});

/** Milliseconds of this thread's own work: what else the machine does has no part in them. */
function cpuOf(work: () => unknown): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

describe('messages', () => {
  it('of any bytes make a valid draft', async () => {
    const header = fc.constantFrom(
      'From: ',
      'To: ',
      'Cc: ',
      'Date: ',
      'Subject: ',
      'Message-ID: ',
      'References: ',
      'Reply-To: ',
      'Content-Type: text/html\r\nX: ',
      'Content-Type: multipart/mixed; boundary=b\r\nX: ',
      'Content-Transfer-Encoding: base64\r\nX: ',
    );
    const lines = fc.array(
      fc.tuple(header, text).map(([name, value]) => `${name}${value}`),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(lines, text, async (headers, body) => {
        const message = await readMessage(
          new TextEncoder().encode(`From: Dana <dana@globex.test>\r\n${headers.join('\r\n')}\r\n\r\n${body}`),
        );
        const draft = await draftFromMessage(message, {
          ...reading,
          adapter: 'test',
          own: [],
          source: 'raw-header',
          parseHtml,
        });
        expect(draftSchema.safeParse(draft).error).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });
});

describe('pages', () => {
  const markup = fc.constantFrom(
    '<div>',
    '</div>',
    '<h2>Dana Whitfield</h2>',
    '<p>CTO</p>',
    '<a href="mailto:dana@globex.test">',
    '<a href="tel:+14155550132">',
    '</a>',
    '<div itemscope itemtype="https://schema.org/Person" itemref="x">',
    '<span id="x" itemprop="name">',
    '<div class="h-card">',
    '<div class="vcard adr">',
    '<p class="u-url e-note dt-rev fn org">',
    '<div vocab="https://schema.org/" typeof="Person" property="name" resource="#x">',
    '<i rel="knows" rev="a:b" about="_:x">',
    '<a data-user="dana" data-domain="globex.test">',
    '<span style="unicode-bidi:bidi-override;direction:rtl">',
    '<span class="p-name p-org">',
    '<script type="application/ld+json">{"@type":"Person","name":"A B"}</script>',
    '<script type="application/ld+json">',
    '<pre>',
    '<blockquote>',
    '<br>',
    '<table><td>',
    '&lt;',
    'dana@globex.test',
    '+1 415 555 0132',
  );
  it('of any markup make valid contacts', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(markup, text), { maxLength: 40 }), (parts) => {
        const document = parseHtml(`<html><body>${parts.join('')}</body></html>`);
        const { contacts, companies, warnings } = readPage({ ...reading, document });
        const draft = { adapter: 'test', url: reading.url, readAt: reading.at, interactions: [] };
        expect(draftSchema.safeParse({ ...draft, contacts, companies, warnings }).error).toBeUndefined();
        expect(() => JSON.stringify(readMicroformats(document, reading.url))).not.toThrow();
        htmlToText(document, { quotes: true });
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['100,000 links', '<a href="mailto:x@y.test">x</a>'.repeat(100_000)],
    [
      '30,000 different links',
      Array.from({ length: 30_000 }, (_, at) => `<a href="mailto:p${at}@y.test">P</a> `).join(''),
    ],
    ['20,000 nested elements', '<div>'.repeat(20_000) + 'dana@globex.test'],
    ['2,000 nested cards', '<div class="h-card p-name vcard">'.repeat(2_000) + 'x'],
    ['2,000 nested properties', `<div class="h-card">${'<b class="p-name">'.repeat(2_000)}x`],
    [
      '2,000 nested things',
      '<div vocab="http://schema.org/" typeof="Person" property="name" rel="a:b">'.repeat(2_000) + 'x',
    ],
    ['100,000 texts that hide something', '<p>a (at) b.c @ d</p>'.repeat(100_000)],
    ['20,000 numbers', '<td>2125550143 123 456</td>'.repeat(20_000)],
    [
      'things that refer to each other in circles',
      `<script type="application/ld+json">[${Array.from({ length: 2_000 }, (_, at) => `{"@id":"#${at}","@type":"Person","name":{"@id":"#${(at + 1) % 2_000}"},"worksFor":{"@id":"#${at}"}}`).join(',')}]</script>`,
    ],
    ['2,000 nested items', '<div itemscope itemprop="name">'.repeat(2_000) + 'x'],
    [
      'items that refer to each other',
      Array.from(
        { length: 300 },
        (_, at) =>
          `<p id="i${at}" itemscope itemref="${Array.from({ length: 50 }, (__, to) => `i${(at + to) % 300}`).join(' ')}"><b itemprop="name">n</b></p>`,
      ).join(''),
    ],
  ])('are read in bounded time: %s', (_, html) => {
    const document = parseHtml(`<html><body>${html}</body></html>`);
    expect(cpuOf(() => readPeople({ ...reading, document }))).toBeLessThan(5_000);
  });
});
