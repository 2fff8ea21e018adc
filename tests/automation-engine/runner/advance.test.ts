import { afterEach, describe, expect, it } from 'vitest';
import { TRACED_MAX } from '../../../automation-engine/runner/advance.ts';
import { makeStage, recipeText, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const MAIL = recipeText(`capabilities: [send-mail]
trigger: { event: contact.created }
steps: [{ send-mail: { template: hello } }]
`);
const sent = async (text: string) => {
  stage = await makeStage({ recipes: [MAIL], templates: { hello: { subject: 'Hello {{ contact.name }}', text } } });
  await stage.contact();
  await stage.settle();
  const [run] = await stage.runs();
  return run?.trace.find(({ kind }) => kind === 'send-mail')?.data;
};

describe('the trace of a mail', () => {
  it('keeps its subject and its text as they were rendered', async () => {
    expect(await sent('Dear {{ contact.name }},')).toMatchObject({
      params: { subject: 'Hello Dana Fox', text: 'Dear Dana Fox,' },
    });
  });

  it('keeps the beginning of a text that is too long, which is sent all the same', async () => {
    const long = 'x'.repeat(TRACED_MAX + 1);
    expect(await sent(long)).toMatchObject({ params: { text: `${'x'.repeat(TRACED_MAX)}…` } });
    expect(stage.channel.mails[0]?.text).toBe(long);
  });
});
