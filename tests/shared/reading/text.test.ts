import { describe, expect, it } from 'vitest';
import { clipLine, draftContact, foldText, makeEvidence, mergeFindings } from '../../../shared/reading/evidence.ts';
import { htmlToText } from '../../../shared/reading/html-to-text.ts';
import { guessLanguage } from '../../../shared/reading/language.ts';
import { findLinks } from '../../../shared/reading/links.ts';
import { readForwarded, splitQuoted } from '../../../shared/reading/quoted.ts';
import { parseHtml, reading } from './reading.ts';

describe('HTML as text', () => {
  it('has a line per block and per line break, and empty lines between paragraphs', () => {
    const html =
      '<p>Hello <b>Sam</b>,</p><p>two\n lines<br>here</p><div>a</div><div>b</div><ul><li>one<li>two</ul><table><tr><td>x<td>y</tr></table>';
    expect(htmlToText(parseHtml(html))).toBe('Hello Sam,\n\ntwo lines\nhere\n\na\nb\n\none\ntwo\n\nx | y');
  });

  it('has no scripts, styles, forms or hidden traps', () => {
    const html = `<style>a{}</style><script>x</script><p hidden>h</p><p style="display: none">d</p><span aria-hidden="true">i</span>
      <textarea>typed</textarea><select><option>o</select><template>t</template><p>shown</p>`;
    expect(htmlToText(parseHtml(html))).toBe('shown');
  });

  it('marks quotations as plain-text mail does', () => {
    expect(
      htmlToText(parseHtml('<p>mine</p><blockquote>theirs<blockquote>older</blockquote></blockquote>'), {
        quotes: true,
      }),
    ).toBe('mine\n\n> theirs\n\n> > older');
  });

  it('keeps the lines of preformatted text', () => {
    expect(htmlToText(parseHtml('<pre>a\n  b\n\nc</pre>'))).toBe('a\n  b\n\nc');
  });

  it('starts at the root element although linkedom puts nothing after a doctype', () => {
    expect(htmlToText(parseHtml('<!doctype html><html><body><p>x</p></body></html>'))).toBe('x');
  });
});

describe('quotations are cut', () => {
  it.each([
    ['On Tue, 2 Sep 2025 at 17:21, Sally Reyes <sally@acme.test> wrote:'],
    ['Am 02.09.2025 um 17:21 schrieb Sally Reyes <sally@acme.test>:'],
    ['Le mar. 2 sept. 2025 à 17:21, Sally Reyes <sally@acme.test> a écrit :'],
    ['El mar, 2 sept 2025 a las 17:21, Sally Reyes (<sally@acme.test>) escribió:'],
    ['Il giorno mar 2 set 2025 alle ore 17:21 Sally Reyes <sally@acme.test> ha scritto:'],
    ['Op di 2 sep 2025 om 17:21 schreef Sally Reyes <sally@acme.test>:'],
    ['Den tis 2 sep. 2025 kl 17:21 skrev Sally Reyes <sally@acme.test>:'],
    ['2025年9月2日(火) 17:21 Sally Reyes <sally@acme.test>:'],
    ['בתאריך יום ג׳, 2 בספט׳ 2025 ב-17:21 מאת Sally Reyes <sally@acme.test>:'],
    ['-----Original Message-----'],
    ['-----Ursprüngliche Nachricht-----'],
    ['From: Sally Reyes\nSent: Tuesday\nTo: Priya'],
    ['________________________________\nVon: Sally Reyes\nGesendet: Dienstag\nAn: Priya\nBetreff: x'],
    ['02.09.2031 17:21 "Sally Reyes" <\nsally@acme.test> написал:'],
    ['02.09.2031, 17:21, "Sally Reyes" <sally@acme.test>:'],
    ['在 2031年9月2日，Sally Reyes <sally@acme.test> 写道：'],
    ['Date: Tue, 2 Sep 2031 17:21:00 +0200\nSubject: x\nFrom: sally@acme.test\nTo: priya@hooli.test'],
    ['De : Sally Reyes\nEnvoyé : mardi\nÀ : Priya'],
    ['\u202bבתאריך יום ג׳, 2 בספט׳ 2031 ב-17:21 מאת \u202aSally Reyes\u202c <\u202asally@acme.test\u202c>:\u202c'],
    ['Lähettäjä: Sally Reyes\nLähetetty: tiistai\nVastaanottaja: Priya\nAihe: x'],
    ['Kimden: Sally Reyes\nGönderildi: Salı\nKime: Priya\nKonu: x'],
    ['Od: Sally Reyes\nOdesláno: úterý\nKomu: Priya\nPředmět: x'],
  ])('below %j', (mark) => {
    expect(splitQuoted(`Mine.\n\nDana\n\n${mark}\n\nOld words, Sally`).own).toBe('Mine.\n\nDana');
  });

  it.each([
    'ti 2. syysk. 2031 klo 17.21 Sally Reyes (sally@acme.test) kirjoitti:',
    'wt., 2 wrz 2031 o 17:21 Sally Reyes <sally@acme.test> napisał(a):',
    '* Sally Reyes <sally@acme.test> [2031-09-02 17:21]:',
    'Sally Reyes wrote:',
    'Sally Reyes schrieb:',
  ])('right above the quoted lines, in whatever language: %s', (mark) => {
    expect(splitQuoted(`Mine.\n\nDana\n\n${mark}\n> Old words`).own).toBe('Mine.\n\nDana');
    expect(splitQuoted(`Mine.\n\n${mark}\n\nNew words`).own).toContain('New words');
  });

  it('in the middle, with what stands below', () => {
    const text =
      'Sounds great.\n\nOn Thu, Sep 4, 2025 at 4:02 PM Sally Reyes\n<sally@acme.test> wrote:\n\n> Hi Kelly\n>\n\n-- \nKelly Brandt';
    expect(splitQuoted(text).own).toBe('Sounds great.\n\n\n-- \nKelly Brandt');
  });

  it('below the header lines that Outlook adds, which are kept for what it forwards', () => {
    const { own, below, forwarded } = splitQuoted(
      'FYI\n____\nVon: Katrin Vogel <katrin@regal.test>\nGesendet: gestern\nAn: info@acme.test\nBetreff: Anfrage\n\nHallo',
    );
    expect({ own, forwarded }).toEqual({ own: 'FYI', forwarded: undefined });
    expect(readForwarded(below ?? '')).toEqual({ from: 'Katrin Vogel <katrin@regal.test>', body: '\nHallo' });
  });

  it.each([
    ['+44 20 7946 0112', 'On Mon, 2 Nov 2026 at 10:00, Sam Reyes <sam@acme.test> wrote:'],
    ['globex.test', 'Am 02.11.26 um 10:00 schrieb Sam Reyes <sam@acme.test>:'],
    ['Globex\u3000営業部', '2026年11月2日(月) 10:00 Sam Reyes <sam@acme.test>:'],
  ])('below a signature that stands right above the attribution: %s', (last, attribution) => {
    const own = `Yes.\n\nDana Whitfield\n${last}`;
    expect(splitQuoted(`${own}\n${attribution}\n\n> No?`).own).toBe(own);
  });

  it('below an attribution whose first line ends before the name', () => {
    expect(splitQuoted('Yes.\nOn Mon, 2 Nov 2026 at 10:00,\nSam Reyes <sam@acme.test> wrote:\n> No?').own).toBe('Yes.');
  });

  it('but not sentences that only look like one', () => {
    const text =
      'To: be honest\nDate: any will do.\nOn Monday I wrote to Ben:\nhe will come.\nFrom: here on it is easy.';
    expect(splitQuoted(text).own).toBe(text);
  });

  it.each([
    '---------- Forwarded message ---------',
    'Begin forwarded message:',
    '-------- Weitergeleitete Nachricht --------',
    '---------- Message transféré ---------',
  ])('%s', (rule) => {
    const { own, forwarded } = splitQuoted(
      `FYI\n\n${rule}\nFrom: Grace Okafor <grace@northwind.test>\nDate: today\n\nHello`,
    );
    expect(own).toBe('FYI');
    expect(readForwarded(forwarded ?? '')).toEqual({ from: 'Grace Okafor <grace@northwind.test>', body: '\nHello' });
  });
});

describe('links', () => {
  it('are found with and without a scheme, and made absolute', () => {
    const line =
      'Web: www.hooli.test | https://social.test/in/priya?x=1). See globex.co.uk, Pvt.Ltd e.g. report.pdf or dana@globex.test';
    expect(findLinks(line).map(({ url }) => url)).toEqual([
      'https://social.test/in/priya?x=1',
      'https://www.hooli.test/',
      'https://globex.co.uk/',
    ]);
  });
});

it.each([
  ['Vielen Dank für Ihr Angebot, wir melden uns mit der Antwort', 'de'],
  ['Merci pour votre offre, nous vous répondrons dans la semaine', 'fr'],
  ['お世話になっております。', 'ja'],
  ['תודה רבה על ההצעה', 'he'],
  ['Rechnung anbei.\n\nMit freundlichen Grüßen', 'de'],
  ['Bonjour,\n\nBelle journée', 'fr'],
  ['Buenos días, un saludo', 'es'],
  ['Hallo Sam', undefined],
  ['Globex 42', undefined],
])('the language of %j', (text, language) => {
  expect(guessLanguage(text)).toBe(language);
});

describe('evidence', () => {
  it('has a snippet of one line and at most 300 characters, whole characters only', () => {
    const { snippet } = makeEvidence(reading, 'selection', 2, `a\nb\u202e\u0000${'😀'.repeat(400)}`);
    expect(snippet?.startsWith('a b 😀')).toBe(true);
    expect(snippet?.length).toBeLessThanOrEqual(300);
    expect(snippet?.isWellFormed()).toBe(true);
    expect(clipLine(' x\u200by ')).toBe('xy');
  });

  it('of sources that agree makes a value surer, and the surest of several values wins', () => {
    const find = (value: string, source: 'json-ld' | 'h-card' | 'visible-text', confidence: number) => ({
      path: 'name',
      value,
      evidence: makeEvidence(reading, source, confidence, value),
    });
    const [field] = mergeFindings([
      find('D. Whitfield', 'visible-text', 0.95),
      find('Dana Whitfield', 'json-ld', 0.9),
      find('dana whitfield', 'h-card', 0.8),
    ]);
    expect(field?.value).toBe('Dana Whitfield');
    expect(field?.evidence.map(({ source, confidence }) => [source, confidence])).toEqual([
      ['json-ld', 0.98],
      ['h-card', 0.8],
    ]);
  });

  it('of one source twice proves nothing more', () => {
    const finding = {
      path: 'emails/a@b.test',
      value: {},
      evidence: makeEvidence(reading, 'visible-text', 0.6, 'a@b.test'),
    };
    expect(draftContact('k', 'listed', [finding, finding]).fields).toEqual([
      { path: 'emails/a@b.test', value: {}, evidence: [finding.evidence] },
    ]);
  });
});

it('folds case, diacritics and signs for comparing', () => {
  expect(foldText(' Müßig-O’Neil, Ångström ')).toBe('mussig o neil angstrom');
  expect(foldText('Wisłatech, Øresund')).toBe('wislatech oresund');
});
