import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  draftToMutations,
  editField,
  interactionIdOf,
  type SaveContext,
} from '../../../extension/capture/draft-to-mutations.ts';
import type { DraftContact, DraftField, DraftInteraction } from '../../../shared/model/draft.ts';
import { createHybridClock } from '../../../shared/model/hybrid-clock.ts';
import { createIds } from '../../../shared/model/ids.ts';
import {
  applyMutation,
  mutationSchema,
  problemsWith,
  readRecord,
  type Mutation,
} from '../../../shared/model/mutation.ts';
import type { RecordState } from '../../../shared/model/record.ts';

const at = '2026-11-22T12:00:00.000Z';
const evidence: DraftField['evidence'] = [{ source: 'signature-line', at, confidence: 0.8, snippet: 'CTO' }];
const field = (path: string, value: DraftField['value']): DraftField => ({ path, value, evidence });
const dana: DraftContact = {
  key: 'dana@globex.test',
  role: 'sender',
  fields: [
    field('name', 'Dana Whitfield'),
    field('title', 'CTO'),
    field('phones/+14155550132', { label: 'work' }),
    field('emails/d@other.test', {}),
    field('emails/dana@globex.test', {}),
  ],
};
const message: DraftInteraction = {
  fields: [
    { path: 'at', value: '2026-11-02T17:12:00.000Z', evidence: [{ source: 'raw-header', at, confidence: 1 }] },
    field('channel', 'email'),
    field('messageId', '<a@globex.test>'),
    field('url', 'https://mail.test/1'),
    field('parties/dana@globex.test', { role: 'from', name: 'Dana Whitfield' }),
    field('parties/sam@larder.test', { role: 'to' }),
  ],
};

function context(more: Partial<SaveContext> = {}): SaveContext {
  let now = Date.parse(at);
  const clock = createHybridClock({ now: () => now++, device: '018f3c5a-7b2c-7000-8000-000000000001' });
  return {
    newId: createIds({ now: () => now, random: (bytes) => bytes.fill(7) }),
    stamp: () => clock.tick(),
    digest: (text) => Promise.resolve(new Uint8Array(createHash('sha256').update(text).digest())),
    url: 'https://mail.test/1',
    ...more,
  };
}

const save = (mutations: readonly Mutation[], kind: string, from?: RecordState) =>
  mutations
    .filter((mutation) => mutation.kind === kind)
    .reduce<RecordState | undefined>((state, mutation) => applyMutation(state, mutation).state, from);

describe('saving somebody new', () => {
  it('writes the chosen fields with their evidence, as valid mutations', async () => {
    const { mutations, contactIds } = await draftToMutations(
      [{ draft: dana, fields: dana.fields.filter(({ path }) => path !== 'title') }],
      [message],
      context(),
    );
    for (const mutation of mutations) {
      expect(mutationSchema.parse(mutation)).toEqual(mutation);
      expect(problemsWith(mutation)).toEqual([]);
    }
    const contact = readRecord('contact', save(mutations, 'contact')!);
    expect(contact).toMatchObject({
      id: contactIds[0],
      name: 'Dana Whitfield',
      primaryEmail: 'dana@globex.test',
      primaryPhone: '+14155550132',
      capturedFrom: 'https://mail.test/1',
      evidence: { name: evidence, 'emails/dana@globex.test': evidence },
    });
    expect(contact.title).toBeUndefined();
  });

  it('logs the interaction with the contact in it', async () => {
    const { mutations, contactIds, interactionIds } = await draftToMutations(
      [{ draft: dana, fields: dana.fields }],
      [message],
      context(),
    );
    const interaction = readRecord('interaction', save(mutations, 'interaction')!);
    expect(interaction).toMatchObject({
      id: interactionIds[0],
      contactId: contactIds[0],
      parties: {
        'dana@globex.test': { role: 'from', name: 'Dana Whitfield', contactId: contactIds[0] },
        'sam@larder.test': { role: 'to' },
      },
    });
  });

  it('keeps an edit as the person’s own word', async () => {
    const edited = editField(dana.fields[1]!, { value: 'Chief Technology Officer', at });
    const { mutations } = await draftToMutations([{ draft: dana, fields: [edited] }], [], context());
    const contact = readRecord('contact', save(mutations, 'contact')!);
    expect(contact.title).toBe('Chief Technology Officer');
    expect(contact.evidence['title']).toEqual([{ source: 'typed-by-hand', at, confidence: 1 }]);
  });
});

describe('saving somebody known', () => {
  const id = '018f3c5a-7b2c-7000-8000-0000000000aa';
  const stored = (values: RecordState['values']): RecordState => ({ kind: 'contact', id, values, stamps: {} });

  it('writes only what is new', async () => {
    const existing = stored({
      name: 'Dana Whitfield',
      'emails/dana@globex.test': { label: 'work' },
      'emails/d@other.test': {},
    });
    const { mutations } = await draftToMutations([{ draft: dana, fields: dana.fields, existing }], [], context());
    expect(mutations.map(({ recordId, fields }) => [recordId, Object.keys(fields)])).toEqual([
      [id, ['title', 'evidence/title', 'phones/+14155550132', 'evidence/phones/+14155550132']],
    ]);
  });

  it('replaces what was captured before', async () => {
    const existing = stored({ title: 'Head of IT', 'evidence/title': [{ source: 'json-ld', at, confidence: 0.9 }] });
    const { mutations, suggestions } = await draftToMutations(
      [{ draft: dana, fields: [field('title', 'CTO')], existing }],
      [],
      context(),
    );
    expect(mutations[0]?.fields['title']).toBe('CTO');
    expect(suggestions).toEqual([]);
  });

  it.each([
    ['typed into a form', {}],
    ['typed over a capture', { 'evidence/title': [{ source: 'typed-by-hand', at, confidence: 1 }] }],
  ])('suggests, and does not overwrite, what was %s', async (_, more) => {
    const existing = stored({ title: 'Boss', ...more });
    const { mutations, suggestions } = await draftToMutations(
      [{ draft: dana, fields: [field('title', 'CTO')], existing }],
      [],
      context(),
    );
    expect(mutations).toEqual([]);
    expect(suggestions).toEqual([{ contactId: id, path: 'title', have: 'Boss', found: 'CTO' }]);
  });

  it('overwrites it when the person says so, or types again', async () => {
    const existing = stored({ title: 'Boss' });
    const said = await draftToMutations(
      [{ draft: dana, fields: [field('title', 'CTO')], existing, replace: new Set(['title']) }],
      [],
      context(),
    );
    const typed = await draftToMutations(
      [{ draft: dana, fields: [editField(field('title', 'CTO'), { value: 'CEO', at })], existing }],
      [],
      context(),
    );
    expect([said.mutations[0]?.fields['title'], typed.mutations[0]?.fields['title']]).toEqual(['CTO', 'CEO']);
  });
});

describe('a message logged before', () => {
  it('keeps its contact and its address, and changes nothing when nothing is new', async () => {
    const first = await draftToMutations([{ draft: dana, fields: dana.fields }], [message], context());
    const existing = save(first.mutations, 'interaction')!;
    const findInteraction = () => Promise.resolve(existing);
    const elsewhere: DraftInteraction = {
      fields: message.fields.map((each) => (each.path === 'url' ? field('url', 'https://gmail.test/9') : each)),
    };
    const danaState = save(first.mutations, 'contact')!;
    const again = await draftToMutations(
      [{ draft: dana, fields: dana.fields, existing: danaState }],
      [elsewhere],
      context({ findInteraction }),
    );
    expect(again.interactionIds).toEqual(first.interactionIds);
    expect(again.mutations).toEqual([]);

    const eva: DraftContact = { key: 'eva@x.test', role: 'recipient', fields: [field('emails/eva@x.test', {})] };
    const later = await draftToMutations([{ draft: eva, fields: eva.fields }], [message], context({ findInteraction }));
    expect(later.mutations.map(({ kind }) => kind)).toEqual(['contact']);
  });

  it('has an id by chance only without a Message-ID, and none that depends on the time of reading', async () => {
    const { digest, newId } = context();
    const dateless: DraftInteraction = {
      fields: [
        field('messageId', '<a@b.test>'),
        { path: 'at', value: at, evidence: [{ source: 'raw-header', at, confidence: 0.2 }] },
      ],
    };
    const later: DraftInteraction = {
      fields: [
        field('messageId', '<a@b.test>'),
        { path: 'at', value: '2027-01-01T00:00:00.000Z', evidence: [{ source: 'raw-header', at, confidence: 0.2 }] },
      ],
    };
    expect(await interactionIdOf(dateless, digest, newId)).toBe(await interactionIdOf(later, digest, newId));
    const nameless: DraftInteraction = { fields: [field('channel', 'email')] };
    expect(await interactionIdOf(nameless, digest, newId)).not.toBe(await interactionIdOf(nameless, digest, newId));
  });
});
