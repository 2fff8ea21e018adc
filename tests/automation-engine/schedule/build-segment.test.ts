import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeStage, type Stage } from '../runner/stage.ts';

let stage: Stage;
const people = new Map<string, string>();
beforeAll(async () => {
  stage = await makeStage();
  const consent = { state: 'granted', at: '2026-03-01T00:00:00.000Z', how: 'The form' };
  const fields = {
    plain: {},
    vip: { 'tags/vip': true, title: 'Head of Sales', 'custom/seats': 12, 'consent/email:marketing': consent },
    odd: { 'tags/a"b': true, 'tags/vip-2': true, title: 'Head "of" Tea', 'custom/seats': 0.5 },
    gone: { 'tags/vip': true, deletedAt: '2026-03-01T00:00:00.000Z' },
    static: { 'segments/live': true },
  };
  for (const [name, values] of Object.entries(fields)) people.set(await stage.contact(values), name);
  const [vip] = [...people].find(([, name]) => name === 'vip') ?? [];
  await stage.write('interaction', { contactId: vip ?? '', channel: 'call', at: '2026-02-01T00:00:00.000Z' });
  await stage.settle();
});
afterAll(() => stage.close());

async function membersOf(condition?: string): Promise<string[]> {
  const id = await stage.write('segment', { slug: 'live', ...(condition === undefined ? {} : { condition }) });
  await stage.settle();
  const rows = await stage.core.db.selectFrom('segment_members').select('contact_id').execute();
  await stage.write('segment', { deletedAt: '2026-03-06T10:00:00.000Z' }, id);
  await stage.settle();
  return rows.map((row) => people.get(row.contact_id) ?? '?').sort();
}

describe('a new segment has those who are in it', () => {
  it.each([
    // The database alone.
    ['hasTag(contact, "vip")', ['vip']],
    ['!hasTag(contact, "vip") && contact.title != "Head of Sales"', ['odd', 'plain', 'static']],
    // What it leaves open is asked.
    ['contact.custom.seats < 3', ['odd']],
    ['hasTag(contact, "vip") || contact.title.lowerAscii().contains("t")', ['odd', 'vip']],
    ['contact.tags.exists(tag, tag == "a\\"b")', ['odd']],
    ['hasConsent(contact, "email", "marketing")', ['vip']],
    ['size(contact.emails) == 0 || size(contact.tags) > 1', ['odd']],
    ['daysSince(contact.lastInteractionAt) > 30', ['vip']],
    // The whole contact, with the time of its last change.
    ['contact.updatedAt > "2026" && contact.createdAt > "2026"', ['odd', 'plain', 'static', 'vip']],
    [undefined, ['static']],
  ])('%s', async (condition, expected) => {
    expect(await membersOf(condition)).toEqual(expected);
  });
});
