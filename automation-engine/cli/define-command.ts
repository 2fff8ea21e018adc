/**
 * What a sub-command of `larder` is. `larder recipe check` is the file cli/recipe-check.ts, `larder pair` is cli/pair.ts: a file belongs to
 * the command line when it has a line `export const command = defineCommand({ … })`, and nothing lists it elsewhere.
 */

/** Where a command writes; passed in, so that tests can read it. */
export interface Io {
  out(line: string): void;
  err(line: string): void;
  /** Asks whoever sits at the terminal; missing where nobody does. `undefined` when they would not answer. */
  ask?(question: string): Promise<string | undefined>;
}

/** 0: all is well. 1: it ran and found something wrong. 2: it was called wrongly or could not run. */
export type ExitCode = 0 | 1 | 2;

export interface Command {
  /** What comes after the command's name: `FILE|FOLDER …`. */
  usage: string;
  /** One line for `larder --help`. */
  about: string;
  /** More for `larder … --help`, if there is more to say. */
  details?: string;
  /**
   * @param words the arguments after the command's name, without `--json`
   * @param options.json whether to print one JSON value and nothing else on standard output
   */
  run(words: string[], options: { json: boolean; io: Io }): Promise<ExitCode>;
}

export const defineCommand = (command: Command): Command => command;
