/**
 * The half of the engine that runs recipes: blocks, library, channels and runner. Its imports (CEL, Liquid, YAML, nodemailer) are the larger
 * half too, so engine.ts imports it only when the engine listens already.
 */
import createSmtpChannel from './channels/smtp.ts';
import createWebhookChannel from './channels/webhook.ts';
import { SECRET_PREFIX } from './channels/webhook/sign.ts';
import type { Channel } from './channels/define-channel.ts';
import type { Config } from './config.ts';
import type { Core } from './core.ts';
import { loadBlocks } from './recipe-language/blocks.ts';
import { createLibrary, type Library } from './recipe-language/library.ts';
import { SHIPPED_RECIPES } from './recipe-language/recipe-files.ts';
import { createDesk, type Desk } from './runner/desk.ts';
import { createDoors, type Doors } from './runner/doors.ts';
import { createEnrolmentDesk, type EnrolmentDesk } from './runner/enrolment/desk.ts';
import { createRunner, type Runner } from './runner/runner.ts';
import { ownSecret } from './storage/own-secret.ts';
import { createSimulationDesk } from './runner/simulation/desk.ts';

export interface Automation {
  library: Library;
  /** Not started yet. */
  runner: Runner;
  desk: Desk;
  channels: ReadonlyMap<string, Channel>;
  doors: Doors;
  simulations: ReturnType<typeof createSimulationDesk>;
  enrolments: EnrolmentDesk;
}

async function makeChannels(core: Core, config: Config): Promise<ReadonlyMap<string, Channel>> {
  const { clock, random } = core;
  const secret = await ownSecret(config.dataFolder, 'webhook.key', random, SECRET_PREFIX);
  const all = [
    createSmtpChannel(config.smtpUrl, { clock }),
    createWebhookChannel({ clock, secret, allowed: new Set(config.webhookHosts) }),
  ];
  return new Map(all.map((channel) => [channel.id, channel]));
}

/** @param options.ownRecipes the folder in which the person keeps their own */
export async function loadAutomation(
  core: Core,
  config: Config,
  options: { ownRecipes: string; libraryFolder?: string; channels?: ReadonlyMap<string, Channel> },
): Promise<Automation> {
  const blocks = await loadBlocks();
  const folders = [options.libraryFolder ?? SHIPPED_RECIPES, options.ownRecipes, ...config.recipeFolders];
  const library = createLibrary(core, { blocks, folders });
  await library.load();
  const channels = options.channels ?? (await makeChannels(core, config));
  const { ownerZone, mailFrom, holidays, caps, blastRadius } = config;
  const runner = createRunner(core, { library, blocks, channels, ownerZone, mailFrom, holidays, caps, blastRadius });
  const simulations = createSimulationDesk(core, library, config);
  const { segments } = runner;
  return {
    library,
    channels,
    runner,
    simulations,
    enrolments: createEnrolmentDesk({ core, library, blocks, ownerZone, segments, simulations }),
    desk: createDesk({ core, library, blocks, channels, ownerZone, holidays, caps, segments }),
    doors: createDoors(library, blocks),
  };
}
