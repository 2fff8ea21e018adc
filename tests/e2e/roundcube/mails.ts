/** The mails that are read in Roundcube, and what the panel must show of each. */
import type { Draft, Warning } from '../../../shared/model/draft.ts';

export interface Shown {
  /** Who is offered, by the name in the list; one person has no list. */
  people?: string[];
  name?: string;
  emails?: string[];
  title?: string;
  company?: string;
  phones?: string[];
  skipped?: NonNullable<Draft['skipped']>['reason'];
  warnings?: Warning['kind'][];
  /** Of the adapter, unless it found everything. */
  health?: 'amber';
}

const inbox: Record<string, Shown> = {
  '01-plain-signature': {
    name: 'Dana Whitfield',
    emails: ['dana@globex.test'],
    title: 'Head of Procurement',
    company: 'Globex Corporation',
    phones: ['+14155550132'],
  },
  '02-html-and-text': {
    name: 'Marcus Oyelaran',
    emails: ['marcus.oyelaran@initech.test'],
    title: 'Director of IT Operations',
    company: 'Initech Ltd',
    phones: ['+442079460112', '+447700900318'],
  },
  '03-signature-without-dashes': {
    name: 'Priya Nair',
    emails: ['priya.nair@hooli.test'],
    title: 'VP Operations',
    company: 'Hooli India Pvt. Ltd.',
    phones: ['+919845000000'],
  },
  '04-outlook': {
    name: 'Tom Whitaker',
    emails: ['tom.whitaker@umbrella.test'],
    title: 'Senior Category Manager, Global Procurement',
    company: 'Umbrella plc',
    phones: ['+441174960188', '+447700900471'],
  },
  '05-gmail-signature': {
    name: 'Kelly Brandt',
    emails: ['kelly@brightside.test'],
    title: 'Founder',
    company: 'Brightside Agency',
    phones: ['+13125550147'],
  },
  '06-german': {
    name: 'Jürgen Müßig',
    emails: ['juergen.muessig@beispiel.test'],
    title: 'Leiter Einkauf',
    company: 'Beispiel GmbH & Co. KG',
    phones: ['+493023125114'],
  },
  '07-hebrew-rtl': {
    name: 'נועה לוי',
    emails: ['noa.levi@kinor.test'],
    title: 'מנהלת רכש',
    company: 'כינור טכנולוגיות בע"מ',
    phones: ['+97235550142', '+972505550143'],
  },
  '08-japanese': {
    name: '田中 由紀',
    emails: ['yuki.tanaka@sakura.test'],
    title: '営業部 部長',
    company: 'さくら商事株式会社',
    phones: ['+81355550121'],
  },
  '09-mailing-list': { skipped: 'mailing-list' },
  '10-no-reply-bulk': { skipped: 'bulk-mail' },
  '11-out-of-office': { skipped: 'automatic-reply' },
  '12-group-addresses': { name: 'Henri Castel', emails: ['henri@castel.test'], company: 'Castel & Fils' },
  '13-idn-domain': {
    name: 'Lena Müller',
    emails: ['info@xn--mller-kva.test'],
    company: 'Bäckerei Müller',
    phones: ['+498999998210'],
  },
  '14-long-cc': { skipped: 'bulk-mail' },
  '15-thread-1': { name: 'Omar Haddad', emails: ['omar.haddad@oasis.test'] },
  '17-thread-3': {
    name: 'Omar Haddad',
    emails: ['omar.haddad@oasis.test'],
    title: 'CTO',
    company: 'Oasis Logistics',
    phones: ['+97145550163'],
  },
  '19-forwarded-inline': {
    people: ['Ben Ortiz', 'Grace Okafor'],
    name: 'Ben Ortiz',
    emails: ['ben@acme.test'],
  },
  '20-forwarded-attachment': {
    people: ["Aoife O'Neil", 'Mateus Carvalho'],
    name: "Aoife O'Neil",
    emails: ['aoife@acme.test'],
  },
  '21-calendar-invite': { name: 'Yuki Tanaka', emails: ['yuki.tanaka@sakura.test'] },
  '22-display-name-spoof': {
    // The name that the mail gives itself is somebody else's.
    name: '',
    emails: ['dana.whitfield@g1obex-mail.test'],
    warnings: ['name-contains-other-address', 'reply-to-differs', 'signature-of-somebody-else'],
  },
  '23-html-payloads': { name: '', emails: ['payload@evil.test'] },
  '24-large-html': {
    name: 'Wes Harlan',
    emails: ['wes.harlan@bigparts.test'],
    title: 'Catalog Manager',
    company: 'Big Parts LLC',
    phones: ['+13035550188'],
  },
  '25-vcard': {
    name: 'Amara Diallo',
    emails: ['amara@sahel.test', 'amara.diallo@maison.test'],
    title: 'Directrice commerciale',
    company: 'Sahel Énergie SA',
    phones: ['+221335550122', '+221775550123'],
  },
  '26-address-forms': { name: "Patrick O'Brien", emails: ["patrick.o'brien+sales@shamrock.test"] },
  '27-no-subject-no-body': { name: '', emails: ['quiet@minimal.test'] },
  '28-html-signature': {
    name: 'Nora Quist',
    emails: ['nora.quist@fjellvik.test'],
    title: 'Head of Operations',
    company: 'Fjellvik Logistics AS',
    phones: ['+4790055512'],
  },
  '29-nested-tables': {
    name: 'Rafael Monteiro',
    emails: ['rafael.monteiro@costaverde.test'],
    title: 'Export Manager',
    company: 'Costa Verde Ltda.',
    phones: ['+551155550143'],
  },
  '30-forwarded-outlook': {
    people: ['Ben Ortiz', 'Katrin Vogel'],
    name: 'Ben Ortiz',
    emails: ['ben@acme.test'],
  },
  '31-above-long-quote': {
    name: 'Tomasz Zieliński',
    emails: ['tomasz.zielinski@wislatech.test'],
    title: 'Chief Technology Officer',
    company: 'Wisłatech Sp. z o.o.',
    phones: ['+48225550144'],
  },
  '32-signature-of-somebody-else': {
    name: 'Mia Karlsson',
    emails: ['mia.karlsson@nordhavn.test'],
    warnings: ['signature-of-somebody-else'],
  },
  '33-cyrillic': {
    name: 'Ольга Смирнова',
    emails: ['olga.smirnova@volga.test'],
    title: 'Руководитель отдела закупок',
    company: 'ООО «Волга Логистика»',
    phones: ['+74955550123'],
  },
  '34-arabic-rtl': {
    name: 'ليلى المنصوري',
    emails: ['layla@nakheel-trading.test'],
    title: 'مديرة المشتريات',
    company: 'شركة النخيل للتجارة',
    phones: ['+97145550127'],
  },
  '35-colleagues-vcard': {
    people: ['Imani Njoroge', 'David Otieno'],
    name: 'Imani Njoroge',
    emails: ['imani@savanna-foods.test'],
  },
  '36-calendar-invite': { name: 'Sofia Bianchi', emails: ['sofia.bianchi@ottica.test'] },
  '37-to-25-people': { skipped: 'bulk-mail' },
  '38-no-reply': { skipped: 'no-reply-address' },
  '39-auto-submitted': { skipped: 'bulk-mail' },
  '40-french-outlook': {
    name: 'LEFÈVRE Camille',
    emails: ['camille.lefevre@atelier-rouge.test'],
    title: 'Responsable des achats',
    company: 'Atelier Rouge SARL',
    phones: ['+33155500128'],
  },
  '41-newsletter': { skipped: 'bulk-mail' },
  '43-international-sender': {
    name: 'Greta Krüger',
    emails: ['greta@xn--bckerei-krug-gcb.test'],
    title: 'Geschäftsführerin',
    company: 'Bäckerei Krug GmbH',
    phones: ['+493023125177'],
  },
};

const sent: Record<string, Shown> = {
  '16-thread-2': { name: 'Omar Haddad', emails: ['omar.haddad@oasis.test'] },
  '18-thread-4': {
    people: ['Leila Farouk', 'Omar Haddad'],
    name: 'Leila Farouk',
    emails: ['leila.farouk@oasis.test'],
  },
  '42-own-to-three': {
    people: ['Nora Quist', 'Ольга Смирнова', 'dana@globex.test'],
    name: 'Nora Quist',
    emails: ['nora.quist@fjellvik.test'],
  },
};

export interface Mail {
  folder: 'INBOX' | 'Sent';
  /** Of its file, without the ending. */
  file: string;
  shown: Shown;
}

export const mails: Mail[] = [
  ...Object.entries(inbox).map(([file, shown]): Mail => ({ folder: 'INBOX', file, shown })),
  ...Object.entries(sent).map(([file, shown]): Mail => ({ folder: 'Sent', file, shown })),
];
