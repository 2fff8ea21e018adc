/** What may stand in a text: whose addresses, which promises, which places. */
import ts from 'typescript';
import { idOf, SOURCE_FOLDERS, walk, type Problem, type Rule, type Tree } from './tree.ts';

const ADDRESS = /[\w.+-]+@((?:[\w-]+\.)+[a-z]{2,})\b/gi;
const RESERVED = /(^|\.)(test|example|invalid|localhost|example\.(com|net|org))$/i;
/** `logo@2x.png` looks like an address and is none. */
const FILE_ENDING = /\.(png|jpe?g|gif|svg|webp|css|js)$/i;

/** Fixtures come from real pages and mails: nobody's real address may come along. */
export const addressesAreReserved: Rule = (tree) =>
  [...tree.under(['tests/fixtures', 'recipes']), ...tree.files.filter((path) => path.endsWith('.eml'))]
    .filter((path, at, all) => all.indexOf(path) === at && !FILE_ENDING.test(path))
    .flatMap((path) =>
      [...tree.text(path).matchAll(ADDRESS)]
        .filter(([, domain = '']) => !RESERVED.test(domain) && !FILE_ENDING.test(domain))
        .map(([address]) => `${path}: ${address} may be somebody's; use .test, .example, .invalid or example.com.`),
    );

const PROMISE = /\bTODO\b(?! \[\d{4}-\d{2}-\d{2}\])/g;

export const promisesHaveDates: Rule = (tree) =>
  tree
    .under([...SOURCE_FOLDERS, 'recipes', 'tests'], '.ts', '.tsx', '.mjs', '.cjs', '.yaml', '.css')
    .filter((path) => !path.startsWith('tests/conventions/'))
    .flatMap((path) =>
      linesWith(tree, path, PROMISE).map((place) => `${place}: write by when: TO` + 'DO [yyyy-mm-dd].'),
    );

/** Put together here, so that this file does not name them itself. */
const HOSTS = [
  ['registry', 'npmjs', 'org'],
  ['registry', 'yarnpkg', 'com'],
  ['deb', 'debian', 'org'],
  ['archive', 'ubuntu', 'com'],
  ['pypi', 'org'],
  ['files', 'pythonhosted', 'org'],
].map((parts) => parts.join('.'));
const PLACES = new RegExp(
  `(?<![\\w.~-])/(?:work|root)/|[A-Z]:\\\\Users\\\\|${HOSTS.join('|').replaceAll('.', '\\.')}`,
  'g',
);
const BINARY = /\.(png|ico|jpe?g|gif|webp|woff2?|sqlite)$/;

export const textsNameNoMachine: Rule = (tree) =>
  tree.files
    .filter((path) => !BINARY.test(path))
    .flatMap((path) =>
      linesWith(tree, path, PLACES).map((place) => `${place}: it names a folder of a machine or a host of packages.`),
    );

export const lockFileNamesNoHost: Rule = (tree) =>
  tree.has('package-lock.json') && tree.text('package-lock.json').includes('"resolved":')
    ? ['package-lock.json: make it with `npm install --omit-lockfile-registry-resolved`, so that it names no host.']
    : [];

function linesWith(tree: Tree, path: string, pattern: RegExp): string[] {
  const text = tree.text(path);
  return [...text.matchAll(pattern)].map(({ index }) => `${path}:${text.slice(0, index).split('\n').length}`);
}

const CONFIG = 'automation-engine/config.ts';

export const settingsAreDocumented: Rule = (tree) => {
  if (!tree.has(CONFIG)) return [];
  const readme = tree.has('README.md') ? tree.text('README.md') : '';
  const names = settingsIn(tree.syntax(CONFIG));
  const missing = names.filter((name) => !new RegExp(`\\b${name}\\b`).test(readme));
  const unreadable: Problem[] =
    names.length > 0 ? [] : [`${CONFIG}: export \`configSchema = z.object({ … })\` with the variables' names as keys.`];
  return [...unreadable, ...missing.map((name) => `${CONFIG}: say in README.md what ${name} is for.`)];
};

/** The keys of `configSchema = z.object({ … })`. */
function settingsIn(file: ts.SourceFile): string[] {
  const names: string[] = [];
  walk(file, (node) => {
    if (!ts.isVariableDeclaration(node) || node.name.getText() !== 'configSchema' || !node.initializer) return;
    walk(node.initializer, (inner) => {
      if (!ts.isCallExpression(inner) || !/^z\.(strict|loose)?[oO]bject$/.test(inner.expression.getText())) return;
      const [shape] = inner.arguments;
      if (!shape || !ts.isObjectLiteralExpression(shape)) return;
      names.push(...shape.properties.map(({ name }) => name?.getText().replace(/^['"]|['"]$/g, '') ?? ''));
    });
  });
  return names.filter(Boolean);
}

export const recipesFolderIsRead: Rule = (tree) =>
  tree
    .under('recipes')
    .filter((path) => !/\.(yaml|md)$|\/recipe\.schema\.json$/.test(path))
    .map((path) => `${path}: recipes are YAML files named <id>.yaml; ${idOf(path)} is none.`);
