/** `larder webhook url`: where a form or a shop calls a webhook. */
import { hookAddressSchema } from '../../shared/model/wire.ts';
import { defineCommand } from './define-command.ts';
import { callEngine, findEngine, troubleLines } from './engine-call.ts';

export const command = defineCommand({
  usage: 'NAME',
  about: 'Says the address, with its key, at which programs call the webhook of this name.',
  details: 'Whoever has the address can call it: hand it only to the program that shall call.',
  async run([name], { json, io }) {
    if (name === undefined) {
      io.err('larder webhook url: which one? A recipe names it: trigger: { webhook: NAME }');
      return 2;
    }
    const engine = await findEngine();
    if ('message' in engine) {
      io.err(engine.message);
      return 2;
    }
    const answer = await callEngine(engine.control, 'GET', `/hooks/${encodeURIComponent(name)}`);
    if (!('status' in answer)) {
      troubleLines(answer).forEach(io.err);
      return 1;
    }
    const url = new URL(hookAddressSchema.parse(answer.body).path, engine.control.url).href;
    io.out(json ? JSON.stringify({ webhook: name, url }) : url);
    return 0;
  },
});
