/** What is believed before any data, and how firmly: what a small file can't teach, and what no file may unlearn. */
import type { FieldKind } from './field-values.ts';

/**
 * What is believed of one person's records before any data, as shares per level: `differs`, `similar`, `near`, `swapped`, `equal`. Names and
 * birthdays stay, people move, change jobs and have several addresses.
 */
export const M_BEFORE: Record<FieldKind, readonly number[]> = {
  name: [0.04, 0.05, 0.08, 0.01, 0.82],
  company: [0.12, 0.06, 0.06, 0.01, 0.75],
  text: [0.1, 0.05, 0.08, 0.01, 0.76],
  code: [0.1, 0.03, 0.06, 0.001, 0.809],
  date: [0.04, 0.02, 0.05, 0.001, 0.889],
  email: [0.15, 0.03, 0.06, 0.001, 0.759],
  phone: [0.2, 0.01, 0.05, 0.001, 0.739],
  link: [0.2, 0.03, 0.02, 0.001, 0.749],
};
/** The weight of that belief, in pairs, and as a share of the pairs found: what is learned may move away from it only so far. */
export const M_PAIRS = 10;
export const M_SHARE = 0.2;
/** The same for two people drawn at random. */
export const U_BEFORE: Record<FieldKind, readonly number[]> = {
  name: [0.93, 0.055, 0.01, 0.0001, 0.005],
  company: [0.97, 0.024, 0.002, 0.0001, 0.004],
  text: [0.97, 0.024, 0.002, 0.0001, 0.004],
  code: [0.95, 0.03, 0.01, 0.0001, 0.01],
  date: [0.98, 0.017, 0.002, 0.0001, 0.001],
  email: [0.995, 0.003, 0.001, 0.0001, 0.001],
  phone: [0.998, 0.0005, 0.001, 0.0001, 0.001],
  link: [0.998, 0.001, 0.0005, 0.0001, 0.001],
};
/** The weight of that belief, in pairs. */
export const U_PAIRS = 20;
