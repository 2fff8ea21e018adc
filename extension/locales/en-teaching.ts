/** The texts of teaching Larder a page, and of what it was taught. */
import { plural } from './plural.ts';

export const teaching = {
  teach: {
    begin: 'Teach Larder this page',
    title: 'Teach Larder this page',
    how: 'Click a field here, then click where it stands in the page.',
    pointAt: (field: string) => `Click “${field}” in the page. Arrow keys go out and in, Escape cancels.`,
    fields: 'Fields to teach',
    forget: (field: string) => `Forget ${field}`,
    all: (count: number) => `Read everybody in this list (${count})`,
    preview: 'What will be read',
    reads: (count: number) => plural(count, { one: 'Reads # person', other: 'Reads # people' }),
    more: (count: number) => plural(count, { one: 'and # more', other: 'and # more' }),
    nobody: 'Not enough to make a person of: teach a name, an address or a phone number.',
    where: 'For pages at',
    name: 'Name of this template',
    save: 'Save template',
    why: (title: string) => `Read by your template “${title}”`,
    foundNobody: (title: string) => `Your template “${title}” found nobody here, so the page was read as any other;`,
    because: (conditions: string) => `because of ${conditions}.`,
    problems: {
      'no-access': 'This page cannot be read any more. Click the Larder icon, then teach again.',
      'not-in-copy': 'Larder cannot read that part of the page. Point at the text itself, or at what is around it.',
    },
  },
  templates: {
    title: 'Site templates',
    about: 'Pages that you taught Larder to read. The first template that is for a page reads it.',
    none: 'None yet. Open a page with people, and choose “Teach Larder this page” in the panel.',
    name: 'Name of the template',
    and: ' and ',
    or: ' or ',
    up: (title: string) => `Try ${title} earlier`,
    down: (title: string) => `Try ${title} later`,
    delete: (title: string) => `Delete ${title}`,
    use: (title: string) => `Use ${title}`,
    test: {
      passes: 'Still reads what it read when it was made',
      fails: 'No longer reads what it read when it was made',
      none: 'Has no test page',
    },
    export: 'Export templates',
    import: 'Import a file',
    imported: (count: number) => plural(count, { one: '# template imported.', other: '# templates imported.' }),
    notImported: (count: number) =>
      plural(count, { one: 'Nothing was imported: # problem', other: 'Nothing was imported: # problems' }),
  },
};
