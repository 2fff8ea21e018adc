/** What the columns of a contacts file hold, by the words in its header, in the languages that Larder reads. */
import type { CsvRow } from './csv.ts';
import { foldText } from './evidence.ts';
import { templateFields } from './site-template.ts';

/** What a column can be; '' is left out. */
export const columnKinds = ['', ...templateFields, 'birthday'] as const;
export type ColumnKind = (typeof columnKinds)[number];

/** English, German, French, Spanish, Hebrew, Japanese; folded when compared. The first column of a kind that takes one is that kind. */
const WORDS: Record<Exclude<ColumnKind, ''>, string> = {
  name: 'name|full name|display name|contact|contact name|file as|vollständiger name|anzeigename|ansprechpartner|nom complet|nom affiché|nombre completo|nombre para mostrar|שם מלא|שם|氏名|名前|表示名|お名前',
  givenName: 'first name|given name|firstname|forename|vorname|prénom|nombre|nombre de pila|שם פרטי|名',
  familyName:
    'last name|surname|family name|lastname|nachname|familienname|nom|nom de famille|apellido|apellidos|שם משפחה|姓',
  title:
    'title|job title|position|role|organization title|organization 1 title|jobtitel|berufsbezeichnung|funktion|poste|fonction|titre|intitulé du poste|cargo|puesto|תפקיד|役職|職位|肩書',
  companyName:
    'company|organization|organisation|company name|organization name|organization 1 name|employer|account|account name|firma|unternehmen|société|entreprise|empresa|compañía|organización|חברה|ארגון|会社|会社名|組織|勤務先',
  emails:
    'e mail|email|email address|e mail address|mail|emails|work email|primary email|e mail adresse|mailadresse|adresse e mail|adresse mail|courriel|adresse de messagerie|correo|correo electrónico|dirección de correo electrónico|דואר אלקטרוני|דוא ל|אימייל|מייל|メール|メールアドレス|電子メール|電子メールアドレス',
  phones:
    'phone|telephone|phone number|mobile|mobile phone|cell|business phone|work phone|home phone|telefon|telefonnummer|mobil|handy|mobiltelefon|téléphone|téléphone portable|portable|teléfono|móvil|teléfono móvil|טלפון|נייד|טלפון נייד|電話|電話番号|携帯|携帯電話',
  links:
    'url|website|web site|web page|profile|profile url|linkedin|webseite|internetseite|site web|page web|sitio web|página web|אתר|כתובת אתר|ウェブサイト|ホームページ|ウェブページ',
  address:
    'address|postal address|business address|home address|adresse|anschrift|postanschrift|adresse postale|dirección|dirección postal|כתובת|住所',
  birthday:
    'birthday|date of birth|geburtstag|geburtsdatum|anniversaire|date de naissance|cumpleaños|fecha de nacimiento|יום הולדת|תאריך לידה|誕生日|生年月日',
};
/** Of these one column is enough: a second one is another thing. */
const ONCE: ReadonlySet<ColumnKind> = new Set([
  'name',
  'givenName',
  'familyName',
  'title',
  'companyName',
  'address',
  'birthday',
]);
/** Header rows begin within so many rows: exports put notes before them. */
const NOTES_MAX = 12;

const byWord = new Map<string, ColumnKind>();
for (const kind of columnKinds)
  if (kind !== '')
    for (const word of WORDS[kind].split('|')) if (!byWord.has(foldText(word))) byWord.set(foldText(word), kind);

/** A guess at each column; '' for one whose header says nothing. */
export function guessColumns(header: readonly string[]): ColumnKind[] {
  const taken = new Set<ColumnKind>();
  return header.map((words) => {
    // Outlook and Google number theirs: "E-mail 2 Address", "Phone 1 - Value".
    const folded = foldText(words);
    const bare = folded
      .replace(/ \d+\b/gu, '')
      .replace(/ value$/u, '')
      .trim();
    const kind = byWord.get(folded) ?? byWord.get(bare) ?? '';
    if (ONCE.has(kind) && taken.has(kind)) return '';
    taken.add(kind);
    return kind;
  });
}

/**
 * The place of the header row: the first, among the first few, with at least two columns that are known, one of which names or reaches
 * somebody. LinkedIn's Connections.csv has notes before it. Without such a row, the first.
 */
export function headerRow(rows: readonly CsvRow[]): number {
  const at = rows.slice(0, NOTES_MAX).findIndex(({ cells }) => {
    const kinds = guessColumns(cells).filter((kind) => kind !== '');
    return (
      kinds.length >= 2 && kinds.some((kind) => ['name', 'givenName', 'familyName', 'emails', 'phones'].includes(kind))
    );
  });
  return Math.max(at, 0);
}
