/** One folder of public data and how capture is scored on it. */

export interface Corpus {
  /** The key in the result. */
  key: string;
  /** The folder below the one that is given. */
  folder: string;
  /**
   * @param path the corpus folder
   * @param attempt reads one file or one line of it; what can't be read is reported with its name, and the rest is scored
   * @returns figures by name
   */
  score(path: string, attempt: Attempt): Promise<Record<string, unknown>>;
}

/** @returns what `read` returns, or nothing when it throws: that is reported under the name of the file */
export type Attempt = <T>(file: string, read: () => T) => T | undefined;

/** Declares a corpus: the default export of its file. */
export const defineCorpus = (corpus: Corpus): Corpus => corpus;
