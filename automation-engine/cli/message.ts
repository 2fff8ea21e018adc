/** `larder message`: reads a message in source form as the extension does. */
import { draftFromMessage } from '../../shared/reading/message-draft.ts';
import { readMessage } from '../../shared/reading/message.ts';
import { systemClock } from '../schedule/clock.ts';
import { defineCommand } from './define-command.ts';
import { draftLines } from './draft-text.ts';
import { parseHtml } from './parse-html.ts';
import { readInput } from './read-input.ts';

export const command = defineCommand({
  usage: 'FILE.eml|-',
  about: 'Reads a message (RFC 5322): its sender, their signature, and why they are offered or not.',
  details:
    '--own ADDRESS says which address is yours; more than once if you have several. With --json it prints the draft.',
  async run(words, { json, io }) {
    const input = await readInput(words, ['own']);
    if ('problem' in input) {
      io.err(`larder message: ${input.problem}`);
      return 2;
    }
    if (
      !/^\s*(?:From .*\r?\n)?[!-9;-~]{1,70}:/u.test(new TextDecoder('latin1').decode(input.bytes.subarray(0, 65_536)))
    ) {
      io.err(`larder message: ${input.file} is no message in source form: it has no header lines`);
      return 2;
    }
    const draft = await draftFromMessage(await readMessage(input.bytes), {
      adapter: 'message',
      at: new Date(systemClock.now()).toISOString(),
      url: '',
      own: input.options.get('own') ?? [],
      parseHtml,
      source: 'raw-header',
    });
    if (json) io.out(JSON.stringify(draft));
    else draftLines(draft).forEach(io.out);
    return 0;
  },
});
