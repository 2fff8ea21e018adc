/** The texts of importing people from files, and of giving them as files. */
import { plural } from './plural.ts';

const people = (count: number, one: string, other: string) => plural(count, { one, other });

export const importing = {
  importing: {
    title: 'Import people',
    about:
      'From a .csv or .vcf file: an address book, a spreadsheet, or the Connections.csv of your own LinkedIn data. You see what would be saved first. The file stays on this device.',
    choose: 'Choose a file',
    tooLarge: 'This file is larger than 50 MB.',
    reading: 'Reading the file',
    importing: 'Saving',
    undoing: 'Taking back',
    progress: (done: number, of: number) => `${done} / ${of}`,
    columns: 'What the columns are',
    column: (place: number) => `Column ${place}`,
    leaveOut: 'leave out',
    kinds: { givenName: 'First name', familyName: 'Last name', name: 'Full name' } as Record<string, string>,
    fresh: (count: number) => people(count, '# new person.', '# new people.'),
    known: (count: number) =>
      people(
        count,
        '# is known already or twice in the file, and stays as it is.',
        '# are known already or twice in the file, and stay as they are.',
      ),
    unread: (count: number) => people(count, '# entry cannot be read', '# entries cannot be read'),
    broken: (line: number) =>
      `From line ${line} on this is no table: a quotation mark is never closed. Nothing below is read.`,
    line: (line: number) => `Line ${line}`,
    card: (place: number) => `Card ${place}`,
    why: {
      nobody: 'it names nobody, and has no address and no number',
      'bad-email': 'what stands in the e-mail column is no address',
    },
    import: (count: number) => people(count, 'Import # person', 'Import # people'),
    exportCards: 'Export people as .vcf',
    exportTable: 'Export people as .csv',
  },
};
