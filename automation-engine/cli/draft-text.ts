/** A draft as lines for people: who was found, each fact with its source, and what to be careful about. */
import type { Draft } from '../../shared/model/draft.ts';

export function draftLines(draft: Draft): string[] {
  const { contacts, interactions, warnings, skipped, health } = draft;
  return [
    `${draft.title ?? draft.url} (read by ${draft.adapter})`,
    ...(health?.state === 'amber' ? [`not found by ${health.adapter}: ${health.missing.join(', ')}`] : []),
    ...warnings.map(({ text }) => `warning: ${text}`),
    ...(skipped === undefined ? [] : [`nobody: ${skipped.text}`]),
    ...contacts.flatMap(({ key, role, fields }) => [
      `${role}: ${key}`,
      ...fields.map(({ path, value, evidence }) => {
        const shown = typeof value === 'string' ? ` = ${value}` : '';
        return `  ${path}${shown}  (${[...new Set(evidence.map(({ source }) => source))].join(', ')})`;
      }),
    ]),
    ...(interactions.length === 0 ? [] : [`${interactions.length} message(s)`]),
  ];
}
