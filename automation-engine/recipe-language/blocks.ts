/**
 * The catalogue of blocks: every file in triggers/ and actions/, by its name. Nothing lists them by hand: one more block is one more
 * file.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Action } from '../actions/define-action.ts';
import type { Trigger } from '../triggers/define-trigger.ts';

export interface Blocks {
  triggers: ReadonlyMap<string, Trigger>;
  actions: ReadonlyMap<string, Action>;
}

/** @throws Error that names the file when a block's default export is not what its folder holds */
export async function loadBlocks(): Promise<Blocks> {
  const [triggers, actions] = await Promise.all([
    load<Trigger>('triggers', ['title', 'about', 'params', 'sample', 'eventTypes']),
    load<Action>('actions', ['title', 'about', 'params', 'sample', 'plan', 'writes', 'texts']),
  ]);
  return { triggers, actions };
}

async function load<B extends object>(folder: string, parts: readonly (keyof B & string)[]): Promise<Map<string, B>> {
  const path = join(import.meta.dirname, '..', folder);
  const files = (await readdir(path)).filter((name) => name.endsWith('.ts') && !name.startsWith('define-')).sort();
  const modules = await Promise.all(
    files.map(async (file): Promise<[string, B]> => {
      const module: { default?: B } = await import(pathToFileURL(join(path, file)).href);
      const block = module.default;
      const missing = block === undefined ? parts : parts.filter((part) => !(part in block));
      if (block === undefined || missing.length > 0) {
        throw new Error(`automation-engine/${folder}/${file}: its default export lacks ${missing.join(', ')}`);
      }
      return [file.replace(/\.ts$/, ''), block];
    }),
  );
  return new Map(modules);
}
