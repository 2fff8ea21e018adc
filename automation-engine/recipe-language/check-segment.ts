/** Checks the condition of a live segment before anybody makes it. */
import type { ConditionProblem } from '../../shared/model/segment-calls.ts';
import { readExpression } from './conditions.ts';
import { usesOf } from './expression-tree.ts';
import { checkCondition } from './names.ts';
import { LAST_INTERACTION, readSegmentRule } from './segment-rule.ts';

const NAMES = { inputs: new Set<string>(), inRun: false, more: new Set([`contact.${LAST_INTERACTION}`]) };
/** Who is in a segment must follow from the contact alone. */
const INSTEAD: Readonly<Record<string, string>> = {
  inSegment: 'write its condition here instead',
  lastInteraction: `ask for contact.${LAST_INTERACTION}`,
};

/** All that is wrong, in the order of its places. */
export function checkSegment(condition: string): ConditionProblem[] {
  const problems: ConditionProblem[] = [];
  const add = (message: string, hint: string | undefined, offset: number | undefined) =>
    problems.push({
      message,
      ...(hint === undefined ? {} : { hint }),
      ...(offset === undefined ? {} : { offset }),
    });
  checkCondition(
    {
      add: (_, message, { hint, inside } = {}) =>
        add(
          message,
          // What else recipes can look at is of no use here.
          message.startsWith('there is nothing called')
            ? 'texts stand in quotes, and all else begins with contact'
            : hint,
          inside !== undefined && 'offset' in inside ? inside.offset : undefined,
        ),
    },
    [],
    condition,
    NAMES,
  );
  const read = readExpression(condition);
  for (const { name, offset } of 'tree' in read ? usesOf(read.tree).calls : []) {
    const hint = INSTEAD[name];
    if (hint !== undefined) add(`a segment cannot ask for ${name}()`, hint, offset);
  }
  const rule = problems.length === 0 ? readSegmentRule(condition) : undefined;
  if (rule !== undefined && 'problem' in rule) add(rule.problem, undefined, undefined);
  return problems.sort((a, b) => (a.offset ?? 0) - (b.offset ?? 0));
}
