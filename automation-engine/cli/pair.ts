/** `larder pair`: a new code for one more browser or device. */
import { codeSchema } from '../routes/pairing-codes.ts';
import { roles } from '../../shared/model/wire.ts';
import { didYouMean } from '../recipe-language/closest.ts';
import { defineCommand } from './define-command.ts';
import { callEngine, findEngine, troubleLines } from './engine-call.ts';

export const command = defineCommand({
  usage: '[ROLE]',
  about: 'Asks the running engine for a code that pairs one more browser.',
  details: `ROLE is one of ${roles.join(', ')}; without it the first device is the owner's, and the others are sellers'.`,
  async run([role], { json, io }) {
    if (role !== undefined && !roles.some((known) => known === role)) {
      io.err(`larder pair: there is no role "${role}"; ${didYouMean(role, roles) ?? ''}`);
      return 2;
    }
    const engine = await findEngine();
    if ('message' in engine) {
      io.err(engine.message);
      return 2;
    }
    const answer = await callEngine(engine.control, 'POST', '/pairing-codes', role === undefined ? {} : { role });
    if (!('status' in answer)) {
      troubleLines(answer).forEach(io.err);
      return 1;
    }
    const { code, expiresAt } = codeSchema.parse(answer.body);
    if (json) io.out(JSON.stringify({ engine: engine.control.url, code, expiresAt }));
    else
      io.out(
        `${code}\n\nType it into the extension's options, with the address ${engine.control.url}; it is good until ${expiresAt}.`,
      );
    return 0;
  },
});
