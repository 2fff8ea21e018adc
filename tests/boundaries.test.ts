import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const config = join(root, 'tests/boundaries.cjs');
const { forbidden } = createRequire(import.meta.url)(config) as { forbidden: { name: string }[] };

/** One planted file per violation: [rule, file, what it imports]. */
const violations: [rule: string, file: string, imported: string][] = [
  ['no-cycles', 'extension/capture/chicken.ts', './egg.ts'],
  ['everything-resolves', 'extension/capture/lost.ts', './nowhere.ts'],
  ['no-dev-packages-in-source', 'automation-engine/records/dev.ts', 'fake-indexeddb'],
  ['source-knows-no-tests', 'automation-engine/records/tested.ts', '../../tests/make-core.ts'],
  ['shared-is-a-leaf', 'shared/reading/up.ts', '../../automation-engine/app.ts'],
  ['model-imports-only-zod', 'shared/model/parses.ts', 'postal-mime'],
  ['reading-imports-only-parsers', 'shared/reading/serves.ts', 'hono'],
  ['extension-knows-no-engine', 'extension/sync/engine.ts', '../../automation-engine/app.ts'],
  ['engine-knows-no-extension', 'automation-engine/records/ui.ts', '../../extension/ui/screen.ts'],
  ['command-line-reads-with-capture', 'automation-engine/cli/capture.ts', '../../extension/ui/screen.ts'],
  ['no-node-in-the-extension', 'extension/sync/disk.ts', 'node:fs'],
  ['adapters-are-islands', 'extension/adapters/gmail.ts', './roundcube.ts'],
  ['adapters-are-islands', 'extension/adapters/outlook.ts', '../capture/observe.ts'],
  ['dexie-in-its-place', 'extension/ui/rows.ts', 'dexie'],
  ['store-migrations-stand-alone', 'extension/store/migrations/0002-more.ts', '../contacts.ts'],
  ['blocks-are-islands', 'automation-engine/actions/add-tag.ts', './create-task.ts'],
  ['blocks-are-islands', 'automation-engine/triggers/event.ts', '../actions/create-task.ts'],
  ['blocks-are-islands', 'automation-engine/channels/smtp/session.ts', '../webhook.ts'],
  ['blocks-only-plan', 'automation-engine/actions/log-note.ts', '../records/write.ts'],
  ['blocks-only-plan', 'automation-engine/actions/read-file.ts', 'node:fs'],
  ['channels-only-send', 'automation-engine/channels/imap.ts', '../records/write.ts'],
  ['insight-is-pure', 'automation-engine/insight/churn.ts', '../records/write.ts'],
  ['engine-migrations-stand-alone', 'automation-engine/storage/migrations/0002-more.ts', '../schema.ts'],
  ['nodemailer-in-its-place', 'automation-engine/campaigns/post.ts', 'nodemailer'],
  ['node-cron-in-its-place', 'automation-engine/runner/beat.ts', 'node-cron'],
  ['node-cron-in-its-place', 'automation-engine/runner/due.ts', 'croner'],
  ['puppeteer-in-its-place', 'automation-engine/routes/shot.ts', 'puppeteer'],
  ['linkedom-in-its-place', 'extension/capture/documents.ts', 'linkedom'],
];

/** What the rules must let through. */
const allowed: [file: string, ...imported: string[]][] = [
  [
    'automation-engine/actions/create-task.ts',
    './define-action.ts',
    '../recipe-language/durations.ts',
    '../../shared/model/ids.ts',
  ],
  ['automation-engine/actions/define-action.ts', '../recipe-language/durations.ts'],
  ['automation-engine/app.ts', '../shared/model/ids.ts'],
  ['automation-engine/channels/smtp.ts', './smtp/compose.ts', '../schedule/clock.ts'],
  ['automation-engine/channels/smtp/compose.ts', 'nodemailer'],
  ['automation-engine/channels/webhook.ts'],
  ['automation-engine/recipe-language/durations.ts'],
  ['automation-engine/records/write.ts'],
  ['automation-engine/schedule/clock.ts', 'croner', 'node-cron'],
  ['automation-engine/storage/schema.ts'],
  ['extension/adapters/registry.ts', './roundcube.ts'],
  ['extension/adapters/roundcube.ts', '../capture/define-adapter.ts', '../../shared/model/ids.ts'],
  ['extension/capture/define-adapter.ts'],
  ['extension/capture/observe.ts'],
  ['extension/store/contacts.ts', 'dexie'],
  ['extension/ui/screen.ts', '../store/contacts.ts'],
  ['shared/model/ids.ts', 'zod'],
  ['shared/reading/message.ts', 'postal-mime', '../model/ids.ts'],
  ['tests/make-core.ts'],
];

/** The other half of the planted cycle, which is reported once. */
const accomplices: [file: string, imported: string][] = [['extension/capture/egg.ts', './chicken.ts']];

const packages = ['zod', 'postal-mime', 'hono', 'dexie', 'nodemailer', 'node-cron', 'croner', 'puppeteer', 'linkedom'];

let tree: string;
let found: { rule: string; file: string }[];

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'larder-boundaries-'));
  plant(
    'package.json',
    JSON.stringify({ dependencies: versions(packages), devDependencies: versions(['fake-indexeddb']) }),
  );
  for (const name of [...packages, 'fake-indexeddb']) {
    plant(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    plant(`node_modules/${name}/index.js`, 'module.exports = {};\n');
  }
  for (const [, file, imported] of violations) plant(file, importing([imported]));
  for (const [file, imported] of accomplices) plant(file, importing([imported]));
  for (const [file, ...imported] of allowed) plant(file, importing(imported));
  found = cruise(tree);
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe('the boundaries', () => {
  it.each(violations)('%s is broken by %s', (rule, file) => {
    expect(found).toContainEqual({ rule, file });
  });

  it('let through what is meant to be', () => {
    const files = new Set(allowed.map(([file]) => file));
    expect(found.filter(({ file }) => files.has(file))).toEqual([]);
  });

  it('have a planted violation for each rule', () => {
    const planted = new Set(violations.map(([rule]) => rule));
    expect(forbidden.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual([]);
  });
});

const versions = (names: string[]) => Object.fromEntries(names.map((name) => [name, '1.0.0']));

const importing = (imported: string[]) =>
  [...imported.map((path, at) => `import * as part${at} from '${path}';\nvoid part${at};`), 'export {};', ''].join(
    '\n',
  );

function plant(file: string, text: string): void {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  writeFileSync(join(tree, file), text);
}

function cruise(folder: string): { rule: string; file: string }[] {
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = [cruiser, '--config', config, '--output-type', 'json', 'extension', 'automation-engine', 'shared'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (!stdout.startsWith('{')) throw new Error(stderr);
  const report = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
  return report.summary.violations.map(({ from, rule }) => ({ rule: rule.name, file: from }));
}
