import { describe, expect, it } from 'vitest';
import type { DraftContact, DraftField } from '../../../../shared/model/draft.ts';
import { problemsWith } from '../../../../shared/model/mutation.ts';
import {
  addField,
  canSave,
  fieldsForKnown,
  fieldsToSave,
  isTouched,
  problemOf,
  setRemoved,
  setText,
  startEdit,
  type Edit,
} from '../../../../extension/ui/panel/draft-edit.ts';

const AT = '2026-03-01T09:00:00.000Z';
const field = (path: string, value: DraftField['value']): DraftField => ({
  path,
  value,
  evidence: [{ source: 'signature-line', at: AT, confidence: 0.8, snippet: String(value) }],
});
const dana: DraftContact = {
  key: 'dana@globex.test',
  role: 'sender',
  fields: [
    field('phones/+14155550132', { label: 'mobile', written: '(415) 555-0132' }),
    field('emails/dana@globex.test', { label: 'work' }),
    field('name', 'Dana Whitfield'),
    field('givenName', 'Dana'),
    field('language', 'en'),
  ],
};
const keyOf = (edit: Edit, name: string) => edit.fields.find((each) => each.field === name)!.key;
const saved = (edit: Edit) => Object.fromEntries(fieldsToSave(edit, AT).map(({ path, value }) => [path, value]));

describe('editing a draft', () => {
  it('shows the fields in order, with what is always shown, and keeps the unseen ones', () => {
    const edit = startEdit(dana, ['name', 'companyName']);
    expect(edit.fields.map(({ field: name, text }) => [name, text])).toEqual([
      ['name', 'Dana Whitfield'],
      ['companyName', ''],
      ['emails', 'dana@globex.test'],
      ['phones', '(415) 555-0132'],
    ]);
    expect(isTouched(edit)).toBe(false);
    expect(
      fieldsToSave(edit, AT)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(dana.fields.map(({ path }) => path).sort());
  });

  it('takes typed text as the person’s own word, and drops guesses made from the old name', () => {
    const before = startEdit(dana);
    const edit = setText(before, keyOf(before, 'name'), '  Dana  W ');
    expect(isTouched(edit)).toBe(true);
    const fields = fieldsToSave(edit, AT);
    expect(fields.find(({ path }) => path === 'name')).toEqual({
      path: 'name',
      value: 'Dana W',
      evidence: [{ source: 'typed-by-hand', at: AT, confidence: 1 }],
    });
    expect(fields.map(({ path }) => path)).not.toContain('givenName');
    expect(fields.map(({ path }) => path)).toContain('language');
  });

  it('is untouched again when the old text is typed back', () => {
    const before = startEdit(dana);
    const there = setText(before, keyOf(before, 'name'), 'X');
    expect(isTouched(setText(there, keyOf(there, 'name'), 'Dana Whitfield'))).toBe(false);
  });

  it('moves an entry to the key that was typed, with its label', () => {
    let edit = startEdit(dana);
    edit = setText(edit, keyOf(edit, 'emails'), 'DANA@Globex.Test');
    edit = setText(edit, keyOf(edit, 'phones'), '+46 8 123 456 78');
    expect(saved(edit)).toMatchObject({
      'emails/dana@globex.test': { label: 'work' },
      'phones/+46812345678': { label: 'mobile', written: '+46 8 123 456 78' },
    });
  });

  it('leaves removed and emptied fields out', () => {
    let edit = startEdit(dana);
    edit = setRemoved(edit, keyOf(edit, 'emails'), true);
    edit = setText(edit, keyOf(edit, 'phones'), ' ');
    expect(Object.keys(saved(edit)).sort()).toEqual(['givenName', 'language', 'name']);
    expect(canSave(setRemoved(edit, keyOf(edit, 'name'), true))).toBe(false);
  });

  it('says that an address is none, and does not save meanwhile', () => {
    const before = startEdit(dana);
    const edit = setText(before, keyOf(before, 'emails'), 'dana at globex');
    expect(edit.fields.map(problemOf)).toContain('email');
    expect(canSave(edit)).toBe(false);
  });

  it('makes fields that fit the model, whatever is typed', () => {
    for (const text of ['x', 'a@b.test', '0', 'line\tbreak', '😀'.repeat(300), '../..', 'constructor']) {
      let edit = startEdit({ key: '', role: 'selected', fields: [] });
      for (const name of ['emails', 'phones', 'title', 'companyName', 'address']) edit = addField(edit, name);
      for (const { key } of edit.fields) edit = setText(edit, key, text);
      const mutation = {
        id: '018f3c5a-7b2c-7000-8000-000000000001',
        kind: 'contact' as const,
        recordId: '018f3c5a-7b2c-7000-8000-000000000002',
        stamp: '018f3c5a7b2c-0000-018f3c5a-7b2c-7000-8000-000000000003',
        fields: saved(edit),
      };
      expect(problemsWith(mutation)).toEqual([]);
    }
  });
});

describe('the fields for somebody known', () => {
  const found = [
    field('name', 'D. W.'),
    field('givenName', 'D'),
    field('title', 'Buyer'),
    field('emails/dw@x.test', {}),
  ];
  const paths = (known: Record<string, DraftField['value']>, ...choices: string[]) =>
    fieldsForKnown(found, known, new Set(choices)).map(({ path }) => path);

  it('are those that are lacking, and what was chosen', () => {
    expect(paths({ name: 'Dana' })).toEqual(['title', 'emails/dw@x.test']);
    expect(paths({ name: 'Dana', title: 'CEO' }, 'name')).toEqual(['name', 'givenName', 'emails/dw@x.test']);
    expect(paths({})).toEqual(['name', 'givenName', 'title', 'emails/dw@x.test']);
  });
});
