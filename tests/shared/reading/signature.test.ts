import { describe, expect, it } from 'vitest';
import { readCard } from '../../../shared/reading/contact-lines.ts';
import { findSignature } from '../../../shared/reading/signature.ts';
import { scoreMade, scoreSeed } from '../../bench/signature-fields.ts';
import { scoreLines } from '../../bench/capture/signatures.ts';
import { makeMails } from '../../bench/signed-mails/make-mails.ts';
import { readWrittenMails } from '../../bench/signed-mails/written-mails.ts';

const dana = { name: 'Dana Whitfield', address: 'dana@globex.test' };

/** The card in short. */
function read(
  text: string,
  sender: { name: string; address: string; isDoubtful?: boolean } = dana,
  country?: Parameters<typeof findSignature>[2],
) {
  const { signature } = findSignature(text, sender, country);
  if (signature === undefined) return undefined;
  const { card, by } = signature;
  return {
    by,
    name: card.name?.text,
    title: card.title?.text,
    company: card.company?.text,
    phones: card.phones.map(({ number }) => number),
    emails: card.emails.map(({ address }) => address),
    links: card.links.map(({ url }) => url),
  };
}

describe('a signature', () => {
  it('below its mark', () => {
    expect(
      read(
        'Hi\n\nThanks,\nDana\n\n-- \nDana Whitfield\nHead of Procurement, Globex Corporation\n+1 (415) 555-0132 | dana@globex.test\nhttps://www.globex.test',
      ),
    ).toEqual({
      by: 'mark',
      name: 'Dana Whitfield',
      title: 'Head of Procurement',
      company: 'Globex Corporation',
      phones: ['+14155550132'],
      emails: ['dana@globex.test'],
      links: ['https://www.globex.test/'],
    });
  });

  it.each([
    ['Best regards,', 'Head of Sales', 'Globex Ltd'],
    ['Mit freundlichen Grüßen', 'Vertriebsleiterin', 'Globex GmbH'],
    ['Cordialement,', 'Directrice commerciale', 'Globex SARL'],
    ['Un saludo,', 'Directora de Compras', 'Globex S.L.'],
    ['Cordiali saluti', 'Responsabile acquisti', 'Globex S.r.l.'],
    ['Met vriendelijke groet,', 'Hoofd Inkoop', 'Globex B.V.'],
    ['Med vänliga hälsningar', 'Inköpschef', 'Globex AB'],
    ['Atenciosamente,', 'Gerente de Vendas', 'Globex Ltda'],
  ])('below %s', (closing, title, company) => {
    const text = `Hello,\n\nwe agree with the terms and will sign on Monday.\n\n${closing}\n\nDana Whitfield\n${title}\n${company}\n+44 20 7946 0112`;
    expect(read(text)).toMatchObject({
      by: 'closing',
      name: 'Dana Whitfield',
      title,
      company,
      phones: ['+442079460112'],
    });
  });

  it('at the end, without mark or closing', () => {
    expect(read('Then we need Business.\n\nDana Whitfield\nCTO, Oasis Logistics\n+971 4 555 0163')).toMatchObject({
      by: 'name',
      title: 'CTO',
      company: 'Oasis Logistics',
    });
  });

  it('between rules, in Japanese', () => {
    const text =
      'よろしくお願いいたします。\n\n--------------------\nさくら商事株式会社\n営業部 部長\n田中 由紀(たなか ゆき)\n〒100-0001 東京都千代田区千代田 1-1\nTEL: 03-5555-0121 FAX: 03-5555-0122\n--------------------';
    expect(read(text, { name: '田中 由紀', address: 'yuki.tanaka@sakura.test' }, 'JP')).toMatchObject({
      name: '田中 由紀',
      title: '営業部 部長',
      company: 'さくら商事株式会社',
      phones: ['+81355550121'],
    });
  });

  it('ends where the small print starts', () => {
    const text =
      '-- \nDana Whitfield\nHead of Procurement\n\nThis e-mail is confidential. Write to legal@globex.test or call +1 415 555 0999.';
    expect(read(text)).toMatchObject({ title: 'Head of Procurement', emails: [], phones: [] });
  });

  it('is not what an app adds', () => {
    expect(read('Yes.\n\nSent from my iPhone')).toBeUndefined();
  });

  it('may carry only a given name', () => {
    expect(read('ok\n\nThanks,\nDana\n+1 415 555 0132')).toMatchObject({ by: 'closing', phones: ['+14155550132'] });
  });

  it('is not a closing with a name alone', () => {
    expect(read('See you.\n\nBest,\nDana')).toBeUndefined();
  });
});

it('is read whole where the company stands above the name', () => {
  const text =
    'Sounds good.\n\n----------------\nTamarack Software\nOffice Manager\nDana Whitfield\n+1 415 555 0132\n----------------';
  expect(read(text)).toMatchObject({
    by: 'rule',
    name: 'Dana Whitfield',
    title: 'Office Manager',
    company: 'Tamarack Software',
  });
});

describe('the plausibility gate', () => {
  const block = '-- \nDana Whitfield\nHead of Procurement\n+1 415 555 0132 | dana@globex.test';

  it('refuses a block without the name or address of the sender, and hands it back', () => {
    const { signature, foreign } = findSignature(`Hi\n\n${block}`, {
      name: 'Mallory Black',
      address: 'mallory@evil.test',
    });
    expect(signature).toBeUndefined();
    expect(foreign).toEqual(['Dana Whitfield', 'Head of Procurement', '+1 415 555 0132 | dana@globex.test']);
  });

  it('wants the address itself when the name poses as somebody else', () => {
    expect(read(`Hi\n\n${block}`, { ...dana, address: 'dana@g1obex.test', isDoubtful: true })).toBeUndefined();
    expect(read(`Hi\n\n${block}`, { ...dana, isDoubtful: true })).toMatchObject({ title: 'Head of Procurement' });
  });

  it('takes an address for a name where there is none', () => {
    expect(read('-- \nDana Whitfield\nCTO', { name: '', address: 'dana.whitfield@globex.test' })).toMatchObject({
      name: 'Dana Whitfield',
      title: 'CTO',
    });
  });

  it('takes the name in another script beside the company’s own domain, and nobody’s address', () => {
    const tamar = { name: 'Tamar Golan', address: 'tamar@golan.test' };
    const signed = (...lines: string[]) => ['-- ', 'תמר גולן', 'מעצבת פנים', ...lines].join('\n');
    expect(read(signed('www.golan.test'), tamar)).toMatchObject({
      title: 'מעצבת פנים',
      links: ['https://www.golan.test/'],
    });
    expect(read(signed('www.initech.test'), tamar)).toBeUndefined();
    expect(read(signed('dalia@golan.test'), tamar)).toBeUndefined();
    expect(read(signed('www.gmail.com'), { ...tamar, address: 'tamar@gmail.com' })).toBeUndefined();
    expect(read('-- \nNoa Bar\nCTO\nwww.golan.test', tamar)).toBeUndefined();
  });

  it('takes one word of an address only beside its own domain', () => {
    const sender = { name: '', address: 'dana@globex.test' };
    expect(read('Thanks,\n\nDana Whitfield\nCTO\nwww.globex.test', sender)).toMatchObject({ name: 'Dana Whitfield' });
    expect(read('Thanks,\n\nDana Whitfield\nCTO\nwww.initech.test', sender)).toBeUndefined();
  });

  it('knows a name in an address by its umlauts and particles', () => {
    const signed = (name: string) => `Viele Grüße\n\n${name}\nLeiter Einkauf\n+49 30 23125-114`;
    expect(read(signed('Thorsten Bäumer'), { name: '', address: 'thorsten.baeumer@globex.test' })?.name).toBe(
      'Thorsten Bäumer',
    );
    expect(read(signed('Andrés del Olmo'), { name: '', address: 'andres.delolmo@globex.test' })?.name).toBe(
      'Andrés del Olmo',
    );
  });
});

it('of somebody else is not proved by an address that resembles the name', () => {
  const block = '-- \nDana Whitfield\nHead of Procurement\n+1 415 555 0132 | dana@globex.test';
  expect(read(`Hi\n\n${block}`, { name: '', address: 'dana.whitfield@g1obex-mail.test' })).toBeUndefined();
});

describe('the lines of a card', () => {
  it('may be decorated and hold several things each', () => {
    const card = readCard([
      '*Kelly Brandt*',
      'Founder | Brightside Agency',
      '(312) 555-0147',
      'brightside.test <https://brightside.test>',
    ]);
    expect(card.name?.text).toBe('Kelly Brandt');
    expect(card.title?.text).toBe('Founder');
    expect(card.company?.text).toBe('Brightside Agency');
    expect(card.phones.map(({ number }) => number)).toEqual(['+13125550147']);
    expect(card.links.map(({ url }) => url)).toEqual(['https://brightside.test/']);
  });

  it('keep a company apart from its street, and the law’s numbers out', () => {
    const card = readCard([
      'Umbrella plc, 1 Quay Street, Bristol BS1 4ND',
      'Registered in England no. 01234567',
      'Geschäftsführer: Dr. Anke Probe, HRB 12345',
    ]);
    expect(card.company?.text).toBe('Umbrella plc');
    expect(card.address.map(({ text }) => text)).toEqual(['1 Quay Street', 'Bristol BS1 4ND']);
    expect(card.name).toBeUndefined();
  });

  it('keep a legal form after a comma, and read acronyms of Hebrew and names of one word in Japanese', () => {
    expect(readCard(['Bluefin Analytics, Inc.']).company?.text).toBe('Bluefin Analytics, Inc.');
    expect(readCard(['Bodegas del Olmo, S.A.']).company?.text).toBe('Bodegas del Olmo, S.A.');
    expect(readCard(['מנכ"ל']).title?.text).toBe('מנכ"ל');
    expect(readCard(['例示大学']).company?.text).toBe('例示大学');
  });

  it('know legal forms of Poland and the Czech Republic, and titles and companies in Arabic', () => {
    expect(readCard(['Wisłatech Sp. z o.o.']).company?.text).toBe('Wisłatech Sp. z o.o.');
    expect(readCard(['Veletrh, a.s.']).company?.text).toBe('Veletrh, a.s.');
    expect(readCard(['مديرة المشتريات']).title?.text).toBe('مديرة المشتريات');
    expect(readCard(['شركة النخيل للتجارة']).company?.text).toBe('شركة النخيل للتجارة');
  });

  it.each([
    ['Unter den Linden 77', '10117 Berlin'],
    ['Am Markt 3', '10115 Berlin'],
    ['12 Harbour View', 'Bristol BS1 4ND'],
    ['1 Market St, Suite 400', 'San Francisco, CA 94105'],
  ])('keep the street above the city: %s', (...lines) => {
    expect(readCard(['Globex GmbH', ...lines]).address.map(({ text }) => text)).toEqual(lines);
  });

  it.each([
    ['Kovács Júlia', 'értékesítési vezető', 'Globex Kft.'],
    ['Aino Virtanen', 'myyntijohtaja', 'Globex Oy'],
    ['Petra Nováková', 'obchodní ředitelka', 'Globex s.r.o.'],
    ['王小明', '销售经理', '上海环球有限公司'],
  ])('take what stands between name and company for the title: %s', (name, title, company) => {
    const card = readCard([name, title, company], { name });
    expect([card.name?.text, card.title?.text, card.company?.text]).toEqual([name, title, company]);
  });

  it('leave a department or a number between them alone', () => {
    for (const between of ['Procurement', 'Room 4711', 'We are moving to a larger house, see you there on Monday'])
      expect(readCard(['Tom Whitaker', between, 'Acme plc']).title).toBeUndefined();
  });

  it.each([
    ['Name: Nora Quist', 'Position: Head of Operations', 'Company: Fjellvik'],
    ['Ansprechpartnerin: Nora Quist', 'Funktion: Betrieb', 'Firma: Fjellvik'],
    ['Nom : Nora Quist', 'Fonction : Exploitation', 'Société : Fjellvik'],
    ['Nombre: Nora Quist', 'Cargo: Operaciones', 'Empresa: Fjellvik'],
  ])('say by a label what they are: %s', (...lines) => {
    const card = readCard(lines);
    const said = lines.map((line) => line.replace(/^[^:]*: /u, ''));
    expect([card.name?.text, card.title?.text, card.company?.text]).toEqual(said);
  });

  it('drop header labels and bylines before a name', () => {
    expect(readCard(['From: Nora Quist <nora.quist@fjellvik.test>']).name?.text).toBe('Nora Quist');
    expect(readCard(['Von: Nora Quist']).name?.text).toBe('Nora Quist');
    expect(readCard(['By Lee Ng']).name?.text).toBe('Lee Ng');
    expect(readCard(['Subject: Dana Whitfield']).name).toBeUndefined();
  });

  it('join a title with its department', () => {
    expect(readCard(['Senior Category Manager | Global Procurement']).title?.text).toBe(
      'Senior Category Manager, Global Procurement',
    );
    expect(readCard(['VP, Sales, Globex Ltd']).title?.text).toBe('VP, Sales');
    expect(readCard(['Manager, Overseas Sales Department']).title?.text).toBe('Manager, Overseas Sales Department');
  });

  it('tell the title of a managing director from those that an imprint names', () => {
    expect(readCard(['Dirk Neumann, Geschäftsführer'], { name: 'Dirk Neumann' }).title?.text).toBe('Geschäftsführer');
    for (const line of [
      'Geschäftsführer: Petra Lang',
      'Geschäftsführerin Petra Lang',
      'Vorstand: Petra Lang, Jo Horn',
    ]) {
      const { name, title } = readCard(['Dirk Neumann', line], { name: 'Dirk Neumann' });
      expect([name?.text, title]).toEqual(['Dirk Neumann', undefined]);
    }
  });

  it('know titles by their ends, and do not take them for numbers of the tax office', () => {
    for (const title of ['Steuerberaterin', 'Winzermeister', 'Anwendungsentwicklerin', '社会保険労務士'])
      expect(readCard([title]).title?.text).toBe(title);
    expect(readCard(['Steuernummer 99/999/99999', 'Steuer-Nr. 99/999']).title).toBeUndefined();
  });

  it('keep the form of a company whole', () => {
    for (const company of ['Neumann IT UG (haftungsbeschränkt)', 'Ferretería Río, C.A.', 'Lang & Horn PartG mbB'])
      expect(readCard([company]).company?.text).toBe(company);
  });

  it('do not take a company for the only word of a sender’s name, nor for that of a shared mailbox', () => {
    const card = readCard(['Whitfield Consulting', 'Dana Whitfield'], { name: 'Whitfield' });
    expect([card.name?.text, card.company?.text]).toEqual(['Dana Whitfield', 'Whitfield Consulting']);
    const shared = readCard(['Brightwater Supplies'], { address: 'accounts@brightwater.test' });
    expect([shared.name, shared.company?.text]).toEqual([undefined, 'Brightwater Supplies']);
    expect(readCard(['Jan Kowalski'], { address: 'jan@kowalski.test' }).name?.text).toBe('Jan Kowalski');
  });
});

it('is read right in made-up mails in six languages, whose parts did not train the model', async () => {
  const { mails, f1 } = await scoreMade(makeMails('measure', 3, { withShort: false }));
  expect(mails).toBeGreaterThanOrEqual(120);
  expect(f1).toBeGreaterThan(0.97);
});

it('is read right in the mails of the test webmail', async () => {
  const { fields } = await scoreSeed();
  for (const { f1 } of Object.values(fields)) expect(f1).toBeGreaterThan(0.95);
});

it('is read right in mails that were written by hand, with no false alarm but one', async () => {
  const mails = readWrittenMails();
  const lines = scoreLines(mails);
  expect(lines.f1).toBeGreaterThan(0.97);
  expect(lines.falseAlarms).toBeLessThanOrEqual(1);
  expect((await scoreMade(mails)).f1).toBeGreaterThan(0.95);
});
