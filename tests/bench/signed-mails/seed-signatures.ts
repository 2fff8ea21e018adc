/** What the signatures in tests/webmail/seed say of their sender, read by hand; an empty entry has none to read. */
import type { SignedFields } from '../signature-fields.ts';

export const seedSignatures: Readonly<Record<string, SignedFields>> = {
  '01-plain-signature': {
    name: 'Dana Whitfield',
    title: 'Head of Procurement',
    company: 'Globex Corporation',
    phones: ['+14155550132'],
    links: ['globex.test'],
  },
  '02-html-and-text': {
    name: 'Marcus Oyelaran',
    title: 'Director of IT Operations',
    company: 'Initech Ltd',
    phones: ['+442079460112', '+447700900318'],
  },
  '03-signature-without-dashes': {
    name: 'Priya Nair',
    title: 'VP Operations',
    company: 'Hooli India Pvt. Ltd.',
    phones: ['+919845000000'],
    links: ['hooli.test', 'social.test/in/priya-nair'],
  },
  '04-outlook': {
    name: 'Tom Whitaker',
    title: 'Senior Category Manager, Global Procurement',
    company: 'Umbrella plc',
    phones: ['+441174960188', '+447700900471'],
  },
  '05-gmail-signature': {
    name: 'Kelly Brandt',
    title: 'Founder',
    company: 'Brightside Agency',
    phones: ['+13125550147'],
    links: ['brightside.test'],
  },
  '06-german': {
    name: 'Jürgen Müßig',
    title: 'Leiter Einkauf',
    company: 'Beispiel GmbH & Co. KG',
    phones: ['+493023125114'],
  },
  '07-hebrew-rtl': {
    name: 'נועה לוי',
    title: 'מנהלת רכש',
    company: 'כינור טכנולוגיות בע"מ',
    phones: ['+97235550142', '+972505550143'],
    links: ['kinor.test'],
  },
  '08-japanese': {
    name: '田中 由紀',
    title: '営業部 部長',
    company: 'さくら商事株式会社',
    phones: ['+81355550121'],
  },
  '12-group-addresses': { name: 'Henri Castel', company: 'Castel & Fils' },
  '13-idn-domain': {
    name: 'Lena Müller',
    company: 'Bäckerei Müller',
    phones: ['+498999998210'],
    links: ['xn--mller-kva.test'],
  },
  '15-thread-1': {},
  '17-thread-3': { name: 'Omar Haddad', title: 'CTO', company: 'Oasis Logistics', phones: ['+97145550163'] },
  '21-calendar-invite': {},
  '22-display-name-spoof': {},
  '23-html-payloads': { phones: ['+12025550100'] },
  '24-large-html': { name: 'Wes Harlan', title: 'Catalog Manager', company: 'Big Parts LLC', phones: ['+13035550188'] },
  '25-vcard': {},
  '26-address-forms': {},
  '27-no-subject-no-body': {},
};
