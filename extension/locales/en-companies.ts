/** The texts about companies, and about what changed in somebody's job. */
import { plural } from './plural.ts';

export const companies = {
  suggestions: {
    title: 'Seems to have changed',
    answers: { accepted: 'Accept', kept: 'Keep the old', 'not-theirs': 'Not theirs' },
  },
  company: {
    onPage: 'Companies on this page',
    save: 'Save company',
    saveFacts: (count: number) => plural(count, { one: 'Save # new fact', other: 'Save # new facts' }),
    saveAlong: (name: string) => `Save their company, too: ${name}`,
    open: 'Open',
    known: 'Known',
    people: 'People',
    nobody: 'Nobody who works there is stored.',
    gone: 'This company is not here any more.',
    fields: {
      name: 'Name',
      domain: 'Domain',
      logo: 'Logo',
      address: 'Postal address',
      country: 'Country',
      phones: 'Phone',
      links: 'Link',
    } as Record<string, string>,
  },
};
