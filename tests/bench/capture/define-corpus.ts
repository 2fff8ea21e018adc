/** One folder of public data and how capture is scored on it. */

export interface Corpus {
  /** The key in the result. */
  key: string;
  /** The folder below the one that is given. */
  folder: string;
  /**
   * @param path the corpus folder
   * @returns figures by name; throws an Error that names the file when the folder is not in the format that its README describes
   */
  score(path: string): Promise<Record<string, unknown>>;
}

/** Declares a corpus: the default export of its file. */
export const defineCorpus = (corpus: Corpus): Corpus => corpus;
