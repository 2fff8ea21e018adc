/** `larder recipe enrolment`: how far an enrolment is, or calls it off. */
import { enrolmentSchema } from '../../shared/model/enrolment.ts';
import { askEngine } from './ask-engine.ts';
import { defineCommand } from './define-command.ts';
import { enrolmentLines } from './enrolment-text.ts';

export const command = defineCommand({
  usage: 'ID [--stop]',
  about: 'Shows how many of those who matched a recipe already have entered; --stop calls the rest off.',
  async run(words, { json, io }) {
    const [id, ...others] = words.filter((word) => word !== '--stop');
    if (id === undefined || others.length > 0) {
      io.err('larder recipe enrolment ID [--stop]: which recipe? One at a time.');
      return 2;
    }
    const method = words.includes('--stop') ? 'DELETE' : 'GET';
    const answer = await askEngine({ json, io }, method, `/recipes/${encodeURIComponent(id)}/enrolment`);
    if ('failed' in answer) return answer.failed;
    const enrolment = enrolmentSchema.parse(answer.body);
    (json ? [JSON.stringify(enrolment)] : enrolmentLines(enrolment)).forEach(io.out);
    return 0;
  },
});
