/** The files of the repository, as the convention rules see them. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** One broken convention: which file, and what to do about it. */
export type Problem = string;

export type Rule = (tree: Tree) => Problem[];

export interface Tree {
  /** Paths from the root with forward slashes, sorted: tracked, or new and not ignored. */
  files: readonly string[];
  /** The files below one of the folders, or equal to it, that end with one of the endings. */
  under(folders: string | readonly string[], ...endings: string[]): string[];
  has(path: string): boolean;
  text(path: string): string;
  /** The syntax tree of a script. */
  syntax(path: string): ts.SourceFile;
}

/** Reads the tree of a git work tree. */
export function readTree(root: string): Tree {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  // A file that was deleted and not yet committed is still listed.
  const files = [...new Set(list.split('\0'))].filter((path) => path && existsSync(join(root, path))).sort();
  return treeOf(files, (path) => readFileSync(join(root, path), 'utf8'));
}

/** A tree of given texts, for the tests of the rules. */
export const plantTree = (texts: Record<string, string>): Tree =>
  treeOf(Object.keys(texts).sort(), (path) => texts[path] ?? '');

function treeOf(files: readonly string[], read: (path: string) => string): Tree {
  const known = new Set(files);
  const texts = new Map<string, string>();
  const trees = new Map<string, ts.SourceFile>();
  const text = (path: string) => {
    const found = texts.get(path) ?? read(path);
    texts.set(path, found);
    return found;
  };
  return {
    files,
    under: (folders, ...endings) =>
      files.filter(
        (path) =>
          [folders].flat().some((folder) => path === folder || path.startsWith(`${folder}/`)) &&
          (endings.length === 0 || endings.some((ending) => path.endsWith(ending))),
      ),
    has: (path) => known.has(path),
    text,
    syntax: (path) => {
      const found = trees.get(path) ?? ts.createSourceFile(path, text(path), ts.ScriptTarget.Latest, true);
      trees.set(path, found);
      return found;
    },
  };
}

/** The parts of the repository that make the product. */
export const SOURCE_FOLDERS = ['extension', 'automation-engine', 'shared'] as const;

/** `automation-engine/actions/add-tag.ts` -> `add-tag` */
export const idOf = (path: string) => (path.split('/').at(-1) ?? '').replace(/\.(d\.)?[a-z]+$/, '');

/** The files directly in a folder that are units of their own: not the contract, the registry or anything in a subfolder. */
export const unitsIn = (tree: Tree, folder: string) =>
  tree
    .under(folder, '.ts', '.tsx')
    .filter((path) => path.lastIndexOf('/') === folder.length && !/^(define-.*|registry)$/.test(idOf(path)));

/** Calls `visit` with each node below a node, itself included. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** `path:line`, for messages that an editor makes clickable. */
export const placeOf = (path: string, node: ts.Node) =>
  `${path}:${node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
