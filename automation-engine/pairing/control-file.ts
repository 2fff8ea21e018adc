/**
 * How the command line talks to the running engine: a file in the data folder, readable by its owner only, with the engine's address
 * and a token of full rights that is new at each start. Whoever can read it could read the database beside it as well.
 */
import { chmod, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const controlSchema = z.object({
  url: z.url(),
  pid: z.number().int(),
  token: z.string(),
});
export type Control = z.infer<typeof controlSchema>;

const NAME = 'control.json';

/** The running engine's, or `undefined` when none runs that was started on this folder. */
export async function readControl(dataFolder: string): Promise<Control | undefined> {
  let text: string;
  try {
    text = await readFile(join(dataFolder, NAME), 'utf8');
  } catch {
    return undefined; // no file, no engine
  }
  const parsed = controlSchema.safeParse(parseJson(text));
  return parsed.success && isRunning(parsed.data.pid) ? parsed.data : undefined;
}

/** Whole or not at all: it is written beside its place and moved. */
export async function writeControl(dataFolder: string, control: Control): Promise<void> {
  const file = join(dataFolder, NAME);
  const fresh = `${file}.new`;
  await rm(fresh, { force: true });
  await writeFile(fresh, `${JSON.stringify(control)}\n`, { mode: 0o600, flag: 'wx' });
  await chmod(fresh, 0o600);
  await rename(fresh, file);
}

export async function removeControl(dataFolder: string): Promise<void> {
  await rm(join(dataFolder, NAME), { force: true });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // an engine that was killed on an old system may leave half a file
  }
}

/** Signal 0 asks without sending; EPERM means that it runs and belongs to somebody else. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
