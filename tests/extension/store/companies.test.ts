import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DraftCompany, DraftContact } from '../../../shared/model/draft.ts';
import { companyById, findCompany, peopleAt, saveCompany } from '../../../extension/store/companies.ts';
import { contactById } from '../../../extension/store/contacts.ts';
import { saveDraft } from '../../../extension/store/save-draft.ts';
import { makeStore, type TestStore } from './make-store.ts';

let store: TestStore;
beforeEach(() => void (store = makeStore()));
afterEach(() => store.close());

const evidence = [{ source: 'json-ld' as const, at: '2026-03-01T09:00:00.000Z', confidence: 0.9 }];
const draftOf = (fields: Record<string, string>): DraftCompany => ({
  key: fields['name'] ?? '',
  fields: Object.entries(fields).map(([path, value]) => ({ path, value, evidence })),
});
const person = (email: string): DraftContact => ({
  key: email,
  role: 'listed',
  fields: [{ path: `emails/${email}`, value: {}, evidence }],
});
const globex = draftOf({ name: 'Globex', domain: 'globex.test' });

describe('companies', () => {
  it('are saved once, however often and in whatever order they are clipped', async () => {
    const ids = await Promise.all([
      saveCompany(store, globex),
      saveCompany(store, draftOf({ name: 'Globex Corporation', domain: 'globex.test', address: '12 Mill Lane' })),
      saveCompany(store, draftOf({ name: 'Globex' })),
    ]);
    expect(new Set(ids).size).toBe(1);
    expect(await store.db.companies.count()).toBe(1);
    expect(await companyById(store, ids[0])).toMatchObject({ name: 'Globex', address: '12 Mill Lane' });
    expect((await findCompany(store, { name: 'globex' }))?.evidence['address']?.[0]?.source).toBe('json-ld');
  });

  it('of one name and two domains are two', async () => {
    const ids = [
      await saveCompany(store, globex),
      await saveCompany(store, draftOf({ name: 'Globex', domain: 'globex.example' })),
    ];
    expect(new Set(ids).size).toBe(2);
  });

  it('list the people who were saved with them, or whose address has their domain', async () => {
    const dana = person('dana@globex.test');
    await saveDraft(store, [{ draft: dana, fields: dana.fields }], [], '', [globex]);
    const tom = person('tom@mail.globex.test');
    const uma = person('uma@initech.test');
    await saveDraft(
      store,
      [tom, uma].map((draft) => ({ draft, fields: draft.fields })),
      [],
      '',
    );
    const company = (await findCompany(store, { domain: 'globex.test' }))!;
    const people = await peopleAt(store, company.id, 10);
    expect(people.flatMap(({ emails }) => Object.keys(emails)).sort()).toEqual([
      'dana@globex.test',
      'tom@mail.globex.test',
    ]);
  });

  it('are not changed for somebody who is filed under one', async () => {
    const dana = person('dana@globex.test');
    const [existingId = ''] = (await saveDraft(store, [{ draft: dana, fields: dana.fields }], [], '', [globex]))
      .contactIds;
    const again = { ...dana, fields: [...dana.fields, ...person('dana@initech.test').fields] };
    const initech = draftOf({ name: 'Initech', domain: 'initech.test' });
    await saveDraft(store, [{ draft: again, fields: again.fields, existingId }], [], '', [initech]);
    const company = await findCompany(store, { domain: 'globex.test' });
    expect((await contactById(store, existingId))?.companyId).toBe(company?.id);
  });
});
