/** The people that the demo starts with. All of them are made up. */
import { createHybridClock } from '../../../shared/model/hybrid-clock.ts';
import { createIds, idFrom, type Id } from '../../../shared/model/ids.ts';
import type { Kind } from '../../../shared/model/kinds.ts';
import type { Mutation } from '../../../shared/model/mutation.ts';
import type { FieldPath, FieldValue } from '../../../shared/model/record.ts';

const DAY_MS = 24 * 3_600_000;

interface SamplePerson {
  name: string;
  title: string;
  company: string;
  email: string;
  phone?: string;
  tags: string[];
  /** The last mail, so many days ago. */
  mail?: { days: number; direction: 'in' | 'out'; subject: string };
  /** A task, due in so many days. */
  task?: { days: number; title: string };
}

const people: SamplePerson[] = [
  {
    name: 'Amara Okafor',
    title: 'Chief Technology Officer',
    company: 'Brightwell Energy',
    email: 'amara.okafor@brightwell.example',
    phone: '+442079460321',
    tags: ['customer'],
    mail: { days: 2, direction: 'in', subject: 'Renewal for next year' },
    task: { days: 1, title: 'Send Amara the renewal offer' },
  },
  {
    name: 'Kenji Watanabe',
    title: 'Purchasing',
    company: 'Sakura Instruments',
    email: 'k.watanabe@sakura.example',
    tags: ['prospect'],
    mail: { days: 9, direction: 'out', subject: 'Your quote' },
  },
  {
    name: 'Lucía Fernández',
    title: 'Directora de Marketing',
    company: 'Girasol Foods',
    email: 'lucia@girasol.example',
    phone: '+34915550142',
    tags: ['customer', 'spain'],
    mail: { days: 20, direction: 'in', subject: 'Gracias por la visita' },
  },
  {
    name: 'Noah Bergström',
    title: 'Founder',
    company: 'Nordlys Studio',
    email: 'noah@nordlys.example',
    tags: ['partner'],
    task: { days: 3, title: 'Agree on the partner terms with Noah' },
  },
  {
    name: 'Priya Raman',
    title: 'Head of IT',
    company: 'Lotus Logistics',
    email: 'priya.raman@lotus.example',
    tags: ['prospect'],
  },
  {
    name: 'Emeka Adeyemi',
    title: 'Operations Manager',
    company: 'Brightwell Energy',
    email: 'emeka@brightwell.example',
    tags: [],
  },
];

/**
 * The mutations that make the sample people.
 * @param options.now Unix milliseconds
 */
export function sampleMutations(options: {
  now: number;
  random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array;
}): Mutation[] {
  const source = { now: () => options.now, random: options.random };
  const newId = createIds(source);
  const stamps = createHybridClock({ now: source.now, device: newId() });
  const mutations: Mutation[] = [];
  const make = (kind: Kind, recordId: Id, fields: Record<FieldPath, FieldValue>) =>
    mutations.push({ id: newId(), kind, recordId, fields, stamp: stamps.tick() });
  const time = (days: number) => new Date(options.now + days * DAY_MS).toISOString();

  people.forEach((person, at) => {
    // Made some days apart, so that lists have an order.
    const contactId = idFrom(options.now - (people.length - at) * 3 * DAY_MS, options.random(new Uint8Array(10)));
    make('contact', contactId, {
      name: person.name,
      title: person.title,
      companyName: person.company,
      primaryEmail: person.email,
      [`emails/${person.email}`]: {},
      ...(person.phone === undefined ? {} : { primaryPhone: person.phone, [`phones/${person.phone}`]: {} }),
      ...Object.fromEntries(person.tags.map((tag) => [`tags/${tag}`, true])),
    });
    if (person.mail !== undefined) {
      const { days, direction, subject } = person.mail;
      const messageId = `<sample-${at}@larder.example>`;
      make('interaction', newId(), {
        contactId,
        channel: 'email',
        direction,
        subject,
        at: time(-days),
        messageId,
        threadId: messageId,
      });
    }
    if (person.task !== undefined)
      make('task', newId(), { contactId, title: person.task.title, dueAt: time(person.task.days) });
  });
  return mutations;
}
