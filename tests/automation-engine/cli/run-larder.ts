/** The command line in this process. */
import { runCommandLine } from '../../../automation-engine/cli/larder.ts';

/** @param answers what the person at the terminal says; without any, nobody sits there */
export async function runLarder(words: readonly string[], answers?: readonly (string | undefined)[]) {
  const [out, err, asked]: [string[], string[], string[]] = [[], [], []];
  const left = [...(answers ?? [])];
  const ask = (question: string) => {
    asked.push(question);
    return Promise.resolve(left.shift());
  };
  const code = await runCommandLine(words, {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    ...(answers === undefined ? {} : { ask }),
  });
  return { code, out: out.join('\n'), err: err.join('\n'), asked: asked.length };
}
