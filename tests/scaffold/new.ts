/**
 * `npm run new KIND NAME`: writes a new unit and its test or fixture, which compile and pass as they are.
 *
 *     npm run new action send-gift
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { actionFiles } from './action.ts';
import { adapterFiles } from './adapter.ts';
import { channelFiles } from './channel.ts';
import { nameOf, type Files, type Name } from './name.ts';
import { recipeFiles } from './recipe.ts';
import { screenFiles } from './screen.ts';
import { triggerFiles } from './trigger.ts';

const root = resolve(import.meta.dirname, '../..');

interface Kind {
  files: (name: Name, read: (path: string) => string) => Files;
  /** What to try it with. */
  test: (id: string) => string;
}

const kinds: Record<string, Kind> = {
  adapter: { files: adapterFiles, test: () => 'npm test -- extension/adapters' },
  trigger: { files: triggerFiles, test: (id) => `npm test -- triggers/${id}` },
  action: { files: actionFiles, test: (id) => `npm test -- actions/${id}` },
  channel: { files: channelFiles, test: (id) => `npm test -- channels/${id}` },
  recipe: { files: recipeFiles, test: (id) => `npm run larder -- recipe test recipes/${id}.yaml` },
  screen: { files: screenFiles, test: (id) => `npm test -- ui/${id}` },
};

/** Files that a template may change; everything else must be new. */
const CHANGED = ['recipes/README.md'];

const read = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '');

function create(words: string[]): string {
  const [kindName = '', id = '', ...rest] = words;
  const kind = Object.hasOwn(kinds, kindName) ? kinds[kindName] : undefined;
  if (!kind || !id || rest.length > 0)
    throw new Error(`Say what to make: npm run new ${Object.keys(kinds).join('|')} NAME`);
  const files = kind.files(nameOf(id, new Date()), read);
  const taken = Object.keys(files).filter((path) => !CHANGED.includes(path) && existsSync(join(root, path)));
  if (taken.length > 0)
    throw new Error(`${taken.join(', ')} exists already: choose another name. Nothing was written.`);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return [...Object.keys(files).map((path) => `✓ ${path}`), `Try it with: ${kind.test(id)}`].join('\n');
}

try {
  console.log(create(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
