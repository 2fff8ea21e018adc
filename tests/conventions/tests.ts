/** Tests that are switched off, or that switch the others off. */
import ts from 'typescript';
import { placeOf, walk, type Problem, type Rule } from './tree.ts';

const SUITES = ['it', 'test', 'describe', 'suite', 'bench'];
const SWITCHES = ['skip', 'only', 'todo', 'skipIf', 'runIf', 'fails'];
const SWITCHED_OFF = ['xit', 'xtest', 'xdescribe'];

export const noTestIsSwitchedOff: Rule = (tree) =>
  tree.under('tests', '.ts', '.tsx').flatMap((path) => {
    const problems: Problem[] = [];
    walk(tree.syntax(path), (node) => {
      const problem = problemOf(node);
      if (problem) problems.push(`${placeOf(path, node)}: ${problem}`);
    });
    return problems;
  });

function problemOf(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node) && SWITCHED_OFF.includes(node.text))
    return `${node.text} switches a test off; fix or delete it.`;
  if (ts.isPropertyAccessExpression(node) && SWITCHES.includes(node.name.text) && SUITES.includes(rootOf(node))) {
    return `.${node.name.text} hides tests; where a machine can't run one, call ctx.skip('why') in it.`;
  }
  if (ts.isCallExpression(node) && isSkip(node.expression) && node.arguments.length === 0) {
    return 'a skip must say why: skip(reason).';
  }
  return undefined;
}

/** `it` of `it.concurrent.skip` */
function rootOf(node: ts.Expression): string {
  if (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) return rootOf(node.expression);
  return ts.isIdentifier(node) ? node.text : '';
}

const isSkip = (callee: ts.Expression) =>
  (ts.isIdentifier(callee) && callee.text === 'skip') ||
  (ts.isPropertyAccessExpression(callee) && callee.name.text === 'skip' && !SUITES.includes(rootOf(callee)));
