/** The person's list of whom never to capture, on this device. */
import type { NeverRule } from '../../shared/model/never-rule.ts';
import { readFact, writeFact } from './device.ts';
import type { Store } from './store.ts';

/** The rules, in the order in which they were made. */
export const neverRules = async (store: Store): Promise<NeverRule[]> => (await readFact(store, 'never'))?.rules ?? [];

/** Adds a rule; one that is there already stays where it is. */
export const addNever = (store: Store, rule: NeverRule): Promise<void> =>
  change(store, (rules) => (rules.some((each) => isSameRule(each, rule)) ? rules : [...rules, rule]));

/** Takes a rule away. */
export const removeNever = (store: Store, rule: NeverRule): Promise<void> =>
  change(store, (rules) => rules.filter((each) => !isSameRule(each, rule)));

const isSameRule = (a: NeverRule, b: NeverRule) => a.kind === b.kind && a.value === b.value;

const change = (store: Store, to: (rules: NeverRule[]) => NeverRule[]): Promise<void> =>
  // In one transaction: the panel and the settings may both add one.
  store.db.transaction('rw', store.db.device, async () =>
    writeFact(store, 'never', { rules: to(await neverRules(store)) }),
  );
