/**
 * From a recipe file to a recipe: every problem of the file at once, each with its place, what was expected, what was found and a hint. A
 * file with any problem gives no recipe.
 */
import type { Blocks } from './blocks.ts';
import { didYouMean } from './closest.ts';
import type { MailTemplate } from './mail-templates.ts';
import { isMapping, type ParseContext } from './parse-context.ts';
import { readExamples } from './parse-examples.ts';
import { readCapabilities, readEntry, readExits, readGoals, readInputs, readTriggers } from './parse-head.ts';
import { readSteps } from './parse-steps.ts';
import { stepsOf, type Recipe, type RecipeProblem } from './recipe.ts';
import { recipeHeadSchema } from './schema.ts';
import { createReport, describe } from './shape-problems.ts';
import { readYaml } from './yaml-source.ts';
import { inputNamed } from './texts.ts';

export interface ParseParts {
  blocks: Blocks;
  mailTemplates: ReadonlyMap<string, MailTemplate>;
  /** The segments that there are; without them nobody asks whether one is there. */
  segments?: ReadonlySet<string>;
  /** The file's name without `.yaml`, when the recipe comes from a file: it must be the recipe's id. */
  fileId?: string;
}

export function parseRecipe(text: string, parts: ParseParts): { recipe: Recipe } | { problems: RecipeProblem[] } {
  const report = createReport(readYaml(text));
  const { value, broken } = report.source;
  // What a broken file seems to say is not what its author meant.
  if (broken) return { problems: inOrder(report.problems) };
  if (!isMapping(value)) {
    report.add([], `expected a recipe as a mapping, found ${describe(value)}`, {
      hint: 'start with "id:", "version:", "title:"',
    });
    return { problems: inOrder(report.problems) };
  }
  const context: ParseContext = {
    report,
    blocks: parts.blocks,
    mailTemplates: parts.mailTemplates,
    segments: parts.segments,
    inputs: new Map(),
    inputNames: new Set(),
    usedActions: new Map(),
    stepNames: new Map(),
    entries: [],
  };
  const head = report.check(recipeHeadSchema, value, []);
  if (parts.fileId !== undefined && typeof value['id'] === 'string' && value['id'] !== parts.fileId) {
    report.add(['id'], `the id "${value['id'].slice(0, 64)}" differs from the file's name`, {
      hint: `"id: ${parts.fileId}", or rename the file`,
    });
  }
  const capabilities = readCapabilities(context, value['capabilities']);
  readInputs(context, value['inputs']);
  const triggers = readTriggers(context, value['trigger']);
  const entry = readEntry(context, value['entry'], triggers);
  const exits = readExits(context, value['exit']);
  const goals = readGoals(context, value['goal']);
  const steps = readSteps(context, listOf(value['steps']), ['steps']);
  for (const [action, path] of context.usedActions) {
    if (capabilities.has(action)) continue;
    report.add(path, `"${action}" is used, but not named under capabilities`, {
      atKey: true,
      hint: `add "- ${action}" to capabilities`,
    });
  }
  for (const [action, { path }] of capabilities) {
    if (context.usedActions.has(action)) continue;
    report.add(path, `"${action}" is not used by any step`, {
      hint: didYouMean(action, context.usedActions.keys()) ?? 'ask for no more than is needed: remove it',
    });
  }
  checkListed(context, capabilities, steps);
  checkHosts(context, capabilities, steps);
  const examples = readExamples(context, listOf(value['examples']), ['examples']);
  if (head === undefined || report.problems.length > 0) return { problems: inOrder(report.problems) };
  const { id, version, title, about, onUpdate, priority, guards, holidays } = head;
  const granted = [...capabilities.values()].map(({ capability }) => capability);
  return {
    recipe: {
      id,
      version,
      title,
      about,
      capabilities: granted,
      inputs: Object.fromEntries(context.inputs),
      triggers,
      entry,
      exits,
      ...(goals.length === 0 ? {} : { goals }),
      ...(onUpdate === undefined ? {} : { onUpdate }),
      ...(priority === undefined ? {} : { priority }),
      ...(guards?.blastRadius === undefined ? {} : { guards: { blastRadius: guards.blastRadius } }),
      ...(holidays === undefined ? {} : { holidays }),
      steps,
      examples,
    },
  };
}

/** What a listed parameter says must stand under the capability's `only`. */
function checkListed(
  { report, blocks }: ParseContext,
  capabilities: ReturnType<typeof readCapabilities>,
  steps: Recipe['steps'],
): void {
  for (const step of stepsOf({ steps })) {
    const listed = step.type === 'action' ? blocks.actions.get(step.action)?.listed : undefined;
    if (step.type !== 'action' || listed === undefined) continue;
    const value = String(step.params[listed]);
    const granted = capabilities.get(step.action);
    if (granted === undefined || granted.capability.only?.includes(value) === true) continue;
    report.add(
      granted.path,
      `"${step.action}" is used with ${listed} "${value}", but its capability does not name that`,
      {
        hint: `write "- ${step.action}: { only: [${value}] }"`,
      },
    );
  }
}

/** Hosts that are known before a run must stand under the capability's `hosts`; others are looked at when they are called. */
function checkHosts(
  { report, blocks, inputs }: ParseContext,
  capabilities: ReturnType<typeof readCapabilities>,
  steps: Recipe['steps'],
): void {
  for (const step of stepsOf({ steps })) {
    if (step.type !== 'action' || blocks.actions.get(step.action)?.writes.includes('webhook') !== true) continue;
    const granted = capabilities.get(step.action);
    const { url } = step.params;
    const input = inputNamed(url);
    const asked = input === undefined ? url : inputs.get(input)?.default;
    if (granted?.capability.hosts === undefined || typeof asked !== 'string' || !URL.canParse(asked)) continue;
    const { host } = new URL(asked);
    if (granted.capability.hosts.includes(host)) continue;
    report.add(granted.path, `"${step.action}" calls ${host}, which its capability does not name`, {
      hint: `write "- ${step.action}: { hosts: [${[...granted.capability.hosts, host].join(', ')}] }"`,
    });
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const inOrder = (problems: RecipeProblem[]): RecipeProblem[] =>
  problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
