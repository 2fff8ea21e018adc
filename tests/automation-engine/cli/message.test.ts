import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { command as message } from '../../../automation-engine/cli/message.ts';
import { draftSchema } from '../../../shared/model/draft.ts';

const MAIL = resolve(import.meta.dirname, '../../fixtures/mail');

async function run(words: string[], json = true) {
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line) };
  const code = await message.run(words, { json, io });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('larder message', () => {
  it('reads the sender and their signature', async () => {
    const { code, out } = await run([resolve(MAIL, 'signature.eml')]);
    const draft = draftSchema.parse(JSON.parse(out));
    expect(code).toBe(0);
    expect(draft.contacts[0]).toMatchObject({ key: 'nora.quist@fjellvik.test', role: 'sender' });
    expect(draft.interactions).toHaveLength(1);
    const title = draft.contacts[0]?.fields.find(({ path }) => path === 'title');
    expect(title).toMatchObject({ value: 'Head of Operations', evidence: [{ source: 'signature-line' }] });
  });

  it('says why nobody is offered, and whose mail is one’s own', async () => {
    expect(JSON.parse((await run([resolve(MAIL, 'bulk.eml')])).out)).toMatchObject({
      skipped: { reason: 'bulk-mail' },
    });
    expect((await run([resolve(MAIL, 'bulk.eml')], false)).out).toContain('nobody: ');
    const mine = await run([resolve(MAIL, 'signature.eml'), '--own', 'nora.quist@fjellvik.test']);
    expect(JSON.parse(mine.out)).toMatchObject({ contacts: [{ key: 'sam@larder.test', role: 'recipient' }] });
  });

  it('refuses what is no file', async () => {
    expect(await run(['nowhere.eml'])).toEqual({
      code: 2,
      out: '',
      err: 'larder message: there is no file nowhere.eml',
    });
    const page = resolve(MAIL, '../pages/README.md');
    expect(await run([page])).toMatchObject({ code: 2, err: expect.stringContaining('has no header lines') });
  });
});
