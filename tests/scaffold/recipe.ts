/** A new recipe with the examples that prove it, and its line in the README of the recipes. */
import type { Files, Name } from './name.ts';

const README = 'recipes/README.md';

/** @param read the text of a file of the repository, or "" */
export const recipeFiles = ({ id, title }: Name, read: (path: string) => string): Files => ({
  [`recipes/${id}.yaml`]: `# yaml-language-server: $schema=recipe.schema.json
id: ${id}
version: 1.0.0
title: ${title}
about: When somebody new with the tag vip is there, gives you a task to call them the next day.

capabilities:
  - create-task

trigger:
  event: contact.created
  if: hasTag(contact, "vip")

entry: { key: contact.id, mode: single }

steps:
  - create-task: { title: 'Call {{ contact.name }}', due: 1d }

examples:
  - title: makes a task for somebody with the tag
    events:
      - at: '2026-03-06T10:00:00Z'
        contact.created: { name: Dana Fox, email: dana@globex.example, tags: [vip] }
    expect:
      - create-task: { title: Call Dana Fox }

  - title: does nothing for somebody without it
    events:
      - at: '2026-03-06T10:00:00Z'
        contact.created: { name: Dana Fox, email: dana@globex.example }
    expect: []
`,
  [README]: withRow(read(README), `| [${id}](${id}.yaml) | say here what it does | a new contact tagged \`vip\` |`),
});

/** Adds a row at the end of the table of recipes, or at the end of the page if there is none. */
function withRow(page: string, row: string): string {
  const lines = page.trimEnd().split('\n');
  const last = lines.findLastIndex((line) => line.startsWith('| ['));
  lines.splice(last < 0 ? lines.length : last + 1, 0, row);
  return `${lines.join('\n').trimStart()}\n`;
}
