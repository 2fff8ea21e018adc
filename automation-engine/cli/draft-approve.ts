/** `larder draft approve`: a mail that may be sent, as it is or with other words. */
import { parseArgs } from 'node:util';
import { decideDraft } from './decide-draft.ts';
import { defineCommand } from './define-command.ts';

export const command = defineCommand({
  usage: 'ID [--subject TEXT] [--text TEXT]',
  about: 'Sends a drafted mail, as it is or with another subject or text.',
  async run(words, options) {
    const asked = readWords(words);
    if (asked === undefined) {
      options.io.err('larder draft approve ID [--subject TEXT] [--text TEXT]: which one? See larder draft list');
      return 2;
    }
    const { id, ...changes } = asked;
    return await decideDraft(id, { decision: 'approve', ...changes }, options);
  },
});

function readWords(words: string[]): { id: string; subject?: string; text?: string } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      allowPositionals: true,
      options: { subject: { type: 'string' }, text: { type: 'string' } },
    });
    const [id, ...more] = positionals;
    return id === undefined || more.length > 0 ? undefined : { id, ...values };
  } catch {
    return undefined;
  }
}
