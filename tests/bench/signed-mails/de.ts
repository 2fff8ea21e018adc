import type { Language } from './languages.ts';

export const de: Language = {
  people: [
    { name: 'Annegret Völkner', given: 'Annegret', local: 'a.voelkner' },
    { name: 'Thorsten Bäumer', given: 'Thorsten', local: 'thorsten.baeumer' },
    { name: 'Dr. Friederike Lang', given: 'Friederike', local: 'lang' },
    { name: 'Jens-Peter Hollmann', given: 'Jens-Peter', local: 'jp.hollmann' },
    { name: 'Katrin von Waldau', given: 'Katrin', local: 'katrin.vonwaldau' },
    { name: 'Murat Yildirim', given: 'Murat', local: 'murat.yildirim' },
    { name: 'Sabine Grothe-Kühn', given: 'Sabine', local: 's.grothe' },
    { name: 'Ulrich Pfaffinger', given: 'Uli', local: 'pfaffinger' },
  ],
  titles: [
    'Leiterin Einkauf', 'Vertriebsingenieur', 'Geschäftsführer', 'Projektleiterin', 'Sachbearbeiter Buchhaltung', 'Prokurist', 'Assistentin der Geschäftsleitung',
    'Key Account Manager', 'Teamleiter Kundendienst', 'Rechtsanwältin',
  ],
  companies: [
    { name: 'Nordhafen Spedition GmbH', label: 'nordhafen' },
    { name: 'Völkner & Söhne KG', label: 'voelkner' },
    { name: 'Lindental Werkzeugbau GmbH & Co. KG', label: 'lindental' },
    { name: 'Stadtwerke Musterstadt AG', label: 'sw-musterstadt' },
    { name: 'Kanzlei Hollmann', label: 'kanzlei-hollmann' },
    { name: 'Optikraft SE', label: 'optikraft' },
  ],
  addresses: ['Hauptstraße 12, 10115 Berlin', 'Am Alten Hafen 3 · 28195 Bremen', 'Lindenallee 45, 80331 München', 'Industriestr. 7a, 70173 Stuttgart'],
  work: (digits) => ({ written: `+49 30 23125-1${digits}`, number: `+4930231251${digits}` }),
  mobile: (digits) => ({ written: `+49 171 39200${digits}`, number: `+4917139200${digits}` }),
  closings: ['Mit freundlichen Grüßen', 'Viele Grüße', 'Beste Grüße', 'Freundliche Grüße', 'Herzliche Grüße,', 'MfG', 'Liebe Grüße', 'Vielen Dank und beste Grüße'],
  labels: { phone: 'Telefon', mobile: 'Mobil', mail: 'E-Mail', web: 'Internet' },
  greetings: ['Hallo Sally,', 'Sehr geehrte Frau Reyes,', 'Liebe Sally,', 'Guten Tag Frau Reyes,'],
  paragraphs: [
    'vielen Dank für das Angebot. Wir prüfen es bis Ende der Woche.',
    'könnten Sie uns bitte die Preisliste noch einmal als PDF schicken?',
    'Am Donnerstag bin ich im Haus, Sie erreichen mich ab 10 Uhr.\nAm Freitag vertritt mich Frau Kern.',
    'Wir brauchen:\n- 40 Lizenzen\n- eine Schulung vor Ort\n- den Vertrag in deutscher Sprache',
    'Die Rechnung 2031-118 über 4.200 EUR ist noch nicht bei uns eingegangen, die Buchhaltung wartet darauf.',
    'Passt, so machen wir es.',
  ],
  lastWords: ['Bitte geben Sie uns bis Freitag Bescheid.', 'Danke für die schnelle Hilfe!', 'Bis morgen!', 'Anbei die Liste.', 'Rückfragen bitte an Herrn Kern unter 030 23125-144.', 'Unterlagen unter https://ablage.test/31'],
  smallPrint: ['Diese E-Mail kann vertrauliche Informationen enthalten. Wenn Sie nicht der richtige Adressat sind, löschen Sie sie bitte.', 'Bitte denken Sie an die Umwelt, bevor Sie diese Nachricht ausdrucken.'],
  app: 'Von meinem iPhone gesendet',
  attribution: 'Am 02.09.2031 um 17:21 schrieb Sally Reyes <sally@acme.test>:',
};
