/** `larder recipe run`: starts a recipe by hand, or shows what it would do. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { idSchema } from '../../shared/model/ids.ts';
import { runDetailSchema, runRequestedSchema } from '../../shared/model/wire.ts';
import { readConfig } from '../config.ts';
import { loadBlocks } from '../recipe-language/blocks.ts';
import { tryRun } from '../runner/try-run.ts';
import { systemClock } from '../schedule/clock.ts';
import { defineCommand, type ExitCode, type Io } from './define-command.ts';
import { callEngine, findEngine, troubleLines } from './engine-call.ts';
import { readNamed } from './recipe-paths.ts';
import { writeRun } from './run-text.ts';

export const command = defineCommand({
  usage: 'ID [--contact ID|ADDRESS] [--dry-run]',
  about: 'Starts a recipe for a contact by hand, as if the latest event that could have started it happened now.',
  details:
    'With --dry-run nothing is changed and nothing is sent: the recipe runs on a copy of the data, with a clock that runs ahead\n' +
    'through its waits, and every text is shown as it would be written. That works while the engine is off, and before a recipe is\n' +
    'switched on. Without it the running engine is asked, by the id of the contact.',
  async run(words, { json, io }) {
    const asked = readWords(words);
    if (asked === undefined) {
      io.err('larder recipe run ID [--contact ID|ADDRESS] [--dry-run]: which recipe, for whom? See larder recipe list');
      return 2;
    }
    return asked.dryRun ? await dryRun(asked, json, io) : await realRun(asked, json, io);
  },
});

interface Asked {
  id: string;
  contact?: string;
  dryRun: boolean;
}

function readWords(words: string[]): Asked | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      allowPositionals: true,
      options: { contact: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
    });
    const [id, ...more] = positionals;
    if (id === undefined || more.length > 0) return undefined;
    return { id, dryRun: values['dry-run'], ...(values.contact === undefined ? {} : { contact: values.contact }) };
  } catch {
    return undefined;
  }
}

async function dryRun({ id, contact }: Asked, json: boolean, io: Io): Promise<ExitCode> {
  const config = readConfig();
  if ('problems' in config) {
    for (const { name, message } of config.problems) io.err(`${name}: ${message}`);
    return 2;
  }
  const { dataFolder, ownerZone, mailFrom, holidays } = config.config;
  const databaseFile = join(dataFolder, 'larder.db');
  const blocks = await loadBlocks();
  const read = await readNamed([], blocks);
  const loaded = 'missing' in read ? undefined : read.loaded;
  const recipe = loaded?.recipes.find((file) => file.id === id)?.recipe;
  if (loaded === undefined || recipe === undefined) {
    io.err(`There is no recipe called "${id}", or it has problems: see larder recipe check`);
    return 2;
  }
  if (!existsSync(databaseFile)) {
    io.err(`There is no data in ${dataFolder} yet to try it on.`);
    return 2;
  }
  const result = await tryRun({
    databaseFile,
    recipe,
    blocks,
    mailTemplates: loaded.mailTemplates,
    ownerZone,
    holidays,
    clock: systemClock,
    random: (bytes) => crypto.getRandomValues(bytes),
    ...(mailFrom === undefined ? {} : { mailFrom }),
    ...(contact === undefined ? {} : { contact }),
  });
  if ('refused' in result) {
    if (json) io.out(JSON.stringify({ dryRun: true, refused: result.refused }));
    else io.err(`It would not run: ${result.refused}`);
    return 1;
  }
  if (json) io.out(JSON.stringify({ dryRun: true, ...result }));
  else {
    io.out('This is what would happen. Nothing was changed and nothing was sent.\n');
    writeRun(result.run, io);
    for (const call of result.calls) io.out(`\nPOST ${call.to.address}\n\n${call.text}`);
    for (const mail of result.mails) io.out(`\nTo: ${mail.to.address}\nSubject: ${mail.subject}\n\n${mail.text}`);
  }
  return result.run.state === 'failed' ? 1 : 0;
}

async function realRun({ id, contact }: Asked, json: boolean, io: Io): Promise<ExitCode> {
  if (contact !== undefined && !idSchema.safeParse(contact).success) {
    io.err('The running engine is told the contact by its id; an address works with --dry-run, which shows the id.');
    return 2;
  }
  const engine = await findEngine();
  if ('message' in engine) {
    io.err(engine.message);
    return 2;
  }
  const body = { recipeId: id, ...(contact === undefined ? {} : { contactId: contact }) };
  const answer = await callEngine(engine.control, 'POST', '/runs', body);
  if (!('status' in answer)) {
    troubleLines(answer).forEach(io.err);
    return 1;
  }
  const { runId } = runRequestedSchema.parse(answer.body);
  const detail = await callEngine(engine.control, 'GET', `/runs/${runId}`);
  const run = 'status' in detail ? runDetailSchema.parse(detail.body) : undefined;
  if (json) io.out(JSON.stringify({ dryRun: false, runId, run }));
  else {
    io.out(`Started run ${runId}.`);
    if (run !== undefined) writeRun(run, io);
  }
  return 0;
}
