/** What each adapter, trigger, action, channel and recipe brings along. */
import { parse } from 'yaml';
import ts from 'typescript';
import { idOf, unitsIn, type Problem, type Rule, type Tree } from './tree.ts';

export const PAGES = 'tests/fixtures/pages';
const CASE = /^(\d{4}-\d{2}-\d{2}-[a-z0-9]+(?:-[a-z0-9]+)*)\.(.+)$/;

export const adaptersHaveFixtures: Rule = (tree) =>
  unitsIn(tree, 'extension/adapters').flatMap((path) => {
    const folder = `${PAGES}/${idOf(path)}`;
    const cases = casesIn(tree, folder);
    if (cases.size === 0) {
      return [
        `${path}: add a page it reads as ${folder}/<yyyy-mm-dd>-<case>.html and what it finds as .expected.json.`,
      ];
    }
    return [];
  });

export const fixturesAreNotOrphans: Rule = (tree) => {
  const adapters = new Set(unitsIn(tree, 'extension/adapters').map(idOf));
  const pages = tree.under(PAGES).filter((path) => path !== `${PAGES}/README.md`);
  const folders = new Set(pages.map((path) => path.split('/').slice(0, 4).join('/')));
  return [...folders].flatMap((folder): Problem[] => {
    if (!adapters.has(idOf(folder))) return [`${folder}: there is no adapter of that name; rename or delete it.`];
    const strays = tree
      .under(folder)
      .filter((path) => !CASE.test(fileIn(folder, path)))
      .map((path) => `${path}: name it <yyyy-mm-dd>-<case>.html, after the day the page was seen.`);
    const halves = [...casesIn(tree, folder)].flatMap(([name, endings]) =>
      ['html', 'expected.json']
        .filter((ending) => !endings.includes(ending))
        .map((ending) => `${folder}/${name}.${ending}: this half of the case is missing.`),
    );
    return [...strays, ...halves];
  });
};

const fileIn = (folder: string, path: string) => path.slice(folder.length + 1);

/** The cases of a fixture folder, each with the endings of its files. */
function casesIn(tree: Tree, folder: string): Map<string, string[]> {
  const cases = new Map<string, string[]>();
  for (const path of tree.under(folder)) {
    const [, name, ending] = CASE.exec(fileIn(folder, path)) ?? [];
    if (name && ending) cases.set(name, [...(cases.get(name) ?? []), ending]);
  }
  return cases;
}

export const BLOCK_FOLDERS = ['triggers', 'actions', 'channels'];

export const blocksHaveTests: Rule = (tree) =>
  BLOCK_FOLDERS.flatMap((folder) => unitsIn(tree, `automation-engine/${folder}`))
    .map((path) => [path, `tests/${path.replace(/\.ts$/, '.test.ts')}`] as const)
    .filter(([, test]) => !tree.has(test) && !tree.has(test.replace('.test.', '.integration.test.')))
    .map(([path, test]) => `${path}: add its test as ${test}.`);

/** Loaders take the default export and the file's name as the id. */
export const unitsAreDefaultExports: Rule = (tree) =>
  ['extension/adapters', ...BLOCK_FOLDERS.map((folder) => `automation-engine/${folder}`)]
    .flatMap((folder) => unitsIn(tree, folder))
    .flatMap((path): Problem[] => {
      const exported = defaultExportOf(tree.syntax(path));
      if (!exported) return [`${path}: it is found by its default export, and has none.`];
      const id = literalIdOf(exported);
      if (id === undefined || id === idOf(path)) return [];
      return [`${path}: its id is "${id}" and must be its file's name, "${idOf(path)}".`];
    });

function defaultExportOf(file: ts.SourceFile): ts.Node | undefined {
  return file.statements.find(
    (statement) =>
      (ts.isExportAssignment(statement) && !statement.isExportEquals) ||
      (ts.canHaveModifiers(statement) &&
        ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)),
  );
}

/** The `id` in `export default defineX({ id: '…' })` or `export default { id: '…' }`, if it has one. */
function literalIdOf(exported: ts.Node): string | undefined {
  if (!ts.isExportAssignment(exported)) return undefined;
  const { expression } = exported;
  const object = ts.isCallExpression(expression) ? expression.arguments[0] : expression;
  if (!object || !ts.isObjectLiteralExpression(object)) return undefined;
  const property = object.properties.find((one) => one.name?.getText() === 'id');
  if (!property || !ts.isPropertyAssignment(property) || !ts.isStringLiteral(property.initializer)) return undefined;
  return property.initializer.text;
}

export const recipesProveThemselves: Rule = (tree) => {
  const readme = tree.has('recipes/README.md') ? tree.text('recipes/README.md') : '';
  return tree
    .under('recipes', '.yaml', '.yml')
    .filter((path) => idOf(path) !== 'pack' && !path.startsWith('recipes/mail-templates/'))
    .flatMap((path) => {
      const { id, examples } = read(tree.text(path));
      const fires = examples.filter((example) => example.expect.length > 0).length;
      const quiet = examples.length - fires;
      return [
        ...(id === idOf(path)
          ? []
          : [`${path}: its id is ${JSON.stringify(id)} and must be its file's name, "${idOf(path)}".`]),
        ...(fires > 0 ? [] : [`${path}: add an example in which it does something.`]),
        ...(quiet > 0 ? [] : [`${path}: add an example with \`expect: []\`, in which it must do nothing.`]),
        ...(readme.includes(idOf(path)) ? [] : [`${path}: say in recipes/README.md what ${idOf(path)} does.`]),
      ];
    });
};

/** As much of a recipe as the rule needs; whether it is a good recipe is for the engine's own tests. */
function read(text: string): { id: unknown; examples: { expect: unknown[] }[] } {
  const recipe: unknown = parse(text);
  if (typeof recipe !== 'object' || recipe === null) return { id: undefined, examples: [] };
  const { id, examples } = recipe as { id?: unknown; examples?: unknown };
  const list = (Array.isArray(examples) ? examples : []).filter((example): example is { expect: unknown[] } =>
    Array.isArray((example as { expect?: unknown } | null)?.expect),
  );
  return { id, examples: list };
}
