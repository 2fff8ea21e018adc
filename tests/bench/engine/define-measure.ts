/** One measure of the engine: what it runs, and the keys that it gives to the one object that `bench:engine` prints. */

/** The figures of a measure, each under one of its keys; the unit is in the name (`…Ms`, `…Ns`, `…Mb`, `…PerSecond`). */
export type Figures = Record<string, number>;

export interface Measure {
  /** The keys of its figures; no other measure has them. */
  keys: readonly string[];
  /** Runs it, in a process that it has for itself, and gives a figure for every key. */
  run(): Promise<Figures>;
}

/** Declares a measure: the default export of its file. */
export const defineMeasure = (measure: Measure): Measure => measure;
