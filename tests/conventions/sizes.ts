/** How long files may be. What was measured in the codebases we admire: a median of 35 to 130 lines. */
import { SOURCE_FOLDERS, type Rule } from './tree.ts';

const LONGEST = 400;
const MEDIAN = 90;
const NINE_IN_TEN = 200;

/** Below this many files a median says little. */
const ENOUGH_FILES = 20;

export const filesAreShort: Rule = (tree) => {
  const sizes = tree
    .under(SOURCE_FOLDERS, '.ts', '.tsx', '.mjs')
    .map((path) => ({ path, lines: tree.text(path).trimEnd().split('\n').length }))
    .sort((a, b) => a.lines - b.lines);
  const at = (share: number) => sizes[Math.floor((sizes.length - 1) * share)]?.lines ?? 0;
  const tooLong = sizes
    .filter(({ lines }) => lines > LONGEST)
    .map(({ path, lines }) => `${path}: ${lines} lines; split what is over ${LONGEST} by the things it deals with.`);
  if (sizes.length < ENOUGH_FILES) return tooLong;
  return [
    ...tooLong,
    ...(at(0.5) < MEDIAN ? [] : [`The median of all source files is ${at(0.5)} lines and must be under ${MEDIAN}.`]),
    ...(at(0.9) < NINE_IN_TEN
      ? []
      : [`One source file in ten is over ${at(0.9)} lines; that must be under ${NINE_IN_TEN}.`]),
  ];
};
