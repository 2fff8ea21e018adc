/** What code may not take from thin air: the environment, the time, chance. It is handed them, so that a test can hand it others. */
import ts from 'typescript';
import { placeOf, walk, type Rule, type Tree } from './tree.ts';

/** The rim, where a process begins: set-up runs before there is a config, and the commands are programs of their own. */
const isSetUp = (path: string) => /^automation-engine\/cli\/(set-up|browser)\b/.test(path);
const isRim = (path: string) => /^automation-engine\/(main\.ts$|cli\/)/.test(path);
const isSchedule = (path: string) => path.startsWith('automation-engine/schedule/');

const isPure = (path: string) => /^(shared|extension\/adapters)\//.test(path);

export const environmentIsReadInConfig: Rule = (tree) =>
  scripts(tree)
    .filter((path) => path !== 'automation-engine/config.ts' && !isSetUp(path))
    .flatMap((path) =>
      uses(tree, path, (node) => isMember(node, 'process', 'env')).map(
        (place) => `${place}: only automation-engine/config.ts reads process.env; pass what is needed as an argument.`,
      ),
    );

export const timeComesFromTheClock: Rule = (tree) =>
  scripts(tree)
    .filter((path) => !isSchedule(path) && !isRim(path))
    .flatMap((path) =>
      uses(tree, path, readsTime).map(
        (place) =>
          `${place}: the time and timers come from the Clock of automation-engine/schedule; take them as arguments.`,
      ),
    );

export const chanceIsPassedIn: Rule = (tree) =>
  scripts(tree)
    // engine.ts puts the parts together, and hands them their chance.
    .filter((path) => !isRim(path) && path !== 'automation-engine/engine.ts')
    .flatMap((path) =>
      uses(tree, path, readsChance).map(
        (place) => `${place}: chance is passed in by automation-engine/engine.ts; take it as an argument.`,
      ),
    );

const scripts = (tree: Tree) =>
  tree
    .under(['automation-engine', 'shared', 'extension/adapters'], '.ts', '.tsx', '.mjs')
    .filter((path) => path.startsWith('automation-engine/') || isPure(path));

function uses(tree: Tree, path: string, isUse: (node: ts.Node) => boolean): string[] {
  const places: string[] = [];
  walk(tree.syntax(path), (node) => {
    if (isUse(node)) places.push(placeOf(path, node));
  });
  return places;
}

const TIMERS = ['setTimeout', 'setInterval', 'setImmediate'];

const readsTime = (node: ts.Node) =>
  isMember(node, 'Date', 'now') ||
  isMember(node, 'performance', 'now') ||
  (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) ||
  (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && TIMERS.includes(node.expression.text)) ||
  TIMERS.some((timer) => isMember(node, 'globalThis', timer)) ||
  imports(node, /^(node:)?timers(\/promises)?$/);

const CHANCE = ['randomUUID', 'randomBytes', 'randomInt', 'randomFill', 'randomFillSync', 'getRandomValues'];

const readsChance = (node: ts.Node) =>
  isMember(node, 'Math', 'random') ||
  CHANCE.some((name) => isMember(node, 'crypto', name) || isMember(node, 'webcrypto', name)) ||
  imports(node, /^(node:)?crypto$/, CHANCE);

/** Whether a node reads `object.name`. */
const isMember = (node: ts.Node, object: string, name: string) =>
  ts.isPropertyAccessExpression(node) &&
  node.name.text === name &&
  (node.expression.getText() === object || node.expression.getText() === `globalThis.${object}`);

/** Whether a node imports from a module, and if names are given, one of them. */
function imports(node: ts.Node, module: RegExp, names?: readonly string[]): boolean {
  if (!ts.isImportDeclaration(node) || !ts.isStringLiteral(node.moduleSpecifier)) return false;
  if (!module.test(node.moduleSpecifier.text) || node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
    return false;
  if (!names) return true;
  const bindings = node.importClause?.namedBindings;
  if (!bindings || !ts.isNamedImports(bindings)) return false;
  return bindings.elements.some(({ name, propertyName }) => names.includes((propertyName ?? name).text));
}
