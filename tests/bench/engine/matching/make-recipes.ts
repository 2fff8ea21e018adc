/** Recipes as a company with many of them has: read by the real parser from YAML. */
import type { Blocks } from '../../../../automation-engine/recipe-language/blocks.ts';
import { parseRecipe } from '../../../../automation-engine/recipe-language/parse.ts';
import type { ActiveRecipe } from '../../../../automation-engine/runner/recipe-source.ts';
import { channels, createDice, languages, plans, stages, tags } from './words.ts';

export function makeRecipes(count: number, blocks: Blocks): ActiveRecipe[] {
  const pick = createDice(7);
  const tag = () => `"${pick(tags)}"`;
  const plan = () => `"${pick(plans)}"`;
  const language = () => `"${pick(languages)}"`;
  const amount = () => String(pick([100_000, 250_000, 500_000, 1_000_000]));
  const makers: (() => [event: string, condition: string])[] = [
    () => ['contact.created', `contact.companyName != "" && hasTag(contact, ${tag()})`],
    () => ['contact.created', `contact.email != "" && contact.custom.plan == ${plan()} && !contact.doNotContact`],
    () => ['contact.updated', `"title" in event.changed && contact.custom.plan == ${plan()}`],
    () => ['contact.updated', `"companyName" in event.changed && ${tag()} in contact.tags`],
    () => ['contact.tag-added', `event.tag == ${tag()}`],
    () => ['contact.tag-added', `event.tag in [${tag()}, ${tag()}]`],
    () => ['contact.tag-removed', `event.tag == ${tag()} && !contact.doNotContact`],
    () => [
      'interaction.logged',
      `interaction.channel == "${pick(channels)}" && interaction.direction == "in" && hasTag(contact, ${tag()})`,
    ],
    () => [
      'interaction.logged',
      `interaction.channel == "email" && interaction.subject.contains("quote") && contact.custom.plan == ${plan()}`,
    ],
    () => [
      'interaction.logged',
      `interaction.channel == "meeting" && (${tag()} in contact.tags || ${tag()} in contact.tags)`,
    ],
    () => ['task.completed', `hasTag(contact, ${tag()})`],
    () => ['note.added', `hasTag(contact, ${tag()}) && note.text.contains("price")`],
    () => ['deal.created', `deal.pipeline == ${plan()} && deal.amount >= ${amount()}`],
    () => ['deal.stage-changed', `event.to == "${pick(stages)}" && deal.amount >= ${amount()}`],
    () => [
      'deal.stage-changed',
      `event.to == "${pick(stages)}" && event.from != "${pick(stages)}" && deal.pipeline == ${plan()}`,
    ],
    () => ['task.created', `task.title.startsWith("Call") && hasTag(contact, ${tag()})`],
  ];
  return Array.from({ length: count }, (_, n) => {
    const [event, about] = pick(makers)();
    // Most are for one of the languages that the company sells in.
    const condition = pick([true, true, false]) ? `${about} && contact.language == ${language()}` : about;
    const id = `recipe-${n}`;
    const text = `id: ${id}
version: 1.0.0
title: Recipe ${n}
about: One of many.
capabilities: [log-note]
trigger:
  event: ${event}
  if: ${JSON.stringify(condition)}
steps:
  - log-note: { text: Hello }
`;
    const parsed = parseRecipe(text, { blocks, mailTemplates: new Map() });
    if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
    return { recipe: parsed.recipe, hash: id, enabledAfterSeq: 0, inputs: {} };
  });
}
