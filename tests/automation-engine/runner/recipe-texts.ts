/** Recipes that several tests of the runner use. */
import { recipeText } from './stage.ts';

export const TAG_NEW = recipeText(`
capabilities: [add-tag]
trigger: { event: contact.created }
steps:
  - add-tag: { tag: new }
`);

/** Waits two hours after a message went out. */
export const WAITING = (more = '') =>
  recipeText(`
capabilities: [log-note]
trigger: { event: interaction.logged, if: interaction.direction == "out" }
${more}
steps:
  - wait: { for: 2h }
  - log-note: { text: 'Waited for {{ interaction.subject }}' }
`);
