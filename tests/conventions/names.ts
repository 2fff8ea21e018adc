/** How files are named, and where they stand. */
import { idOf, SOURCE_FOLDERS, type Rule } from './tree.ts';

const FOLDERS = ['extension', 'automation-engine', 'recipes', 'shared', 'tests', '.ci'];
const FILES = ['package.json', 'package-lock.json', 'wxt.config.ts', 'tsconfig.base.json', 'README.md', 'LICENSE'];
const SETTINGS = [
  '.editorconfig',
  '.gitattributes',
  '.gitignore',
  '.oxfmtrc.json',
  '.oxlintrc.json',
  '.puppeteerrc.cjs',
];
const TOP_LEVEL = [...FOLDERS, ...FILES, ...SETTINGS];

export const topLevelIsFixed: Rule = (tree) =>
  [...new Set(tree.files.map((path) => path.split('/')[0] ?? ''))]
    .filter((name) => !TOP_LEVEL.includes(name))
    .map((name) => `${name}: the top level is fixed; move it into one of the folders there.`);

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;

/** Names that something outside the project gives: READMEs, dot files, web extensions, mail servers and mailboxes. */
const NAMED_BY_OTHERS = /(^|\/)(README\.md|\..*)$|^extension\/public\/|^tests\/webmail\/(seed|templates)\//;

export const namesAreKebabCase: Rule = (tree) =>
  tree
    .under([...SOURCE_FOLDERS, 'recipes', 'tests'])
    .filter((path) => !NAMED_BY_OTHERS.test(path))
    .filter((path) => !path.split('/').every((part) => KEBAB.test(part)))
    .map((path) => `${path}: use lower case and hyphens in names of files and folders.`);

const VAGUE = /^(.*-)?(utils?|helpers?|misc|managers?)$|^(common|services?)$/;

export const namesSayWhatIsInside: Rule = (tree) =>
  tree
    .under(SOURCE_FOLDERS)
    .filter((path) => [...path.split('/').slice(0, -1), idOf(path)].some((part) => VAGUE.test(part)))
    .map(
      (path) =>
        `${path}: a name such as utils, helpers, misc, common, manager or service says nothing; name the thing.`,
    );

const OF_FOLDER = /(\/(fixtures|samples)|\.(integration|browser|property))\.test\.tsx?$/;

/**
 * A test stands where its source stands, so that each is found from the other: `changes.test.ts`, or `changes-stream.test.ts` for one side of
 * it. A test of several files of a folder is named for the folder, or stands in it and imports from it, or says what it is: `fixtures`,
 * `samples`, `kill.integration`.
 */
export const testsMirrorSources: Rule = (tree) =>
  tree
    .under(
      SOURCE_FOLDERS.map((folder) => `tests/${folder}`),
      '.test.ts',
      '.test.tsx',
    )
    .filter((path) => {
      const source = path.replace(/^tests\//, '').replace(/(\.(integration|browser|property))?\.test\.tsx?$/, '');
      const names = source.split('-').map((_, at, words) => words.slice(0, at + 1).join('-'));
      const isFile = names.some((name) => ['.ts', '.tsx', '.mjs'].some((ending) => tree.has(name + ending)));
      const folder = source.slice(0, source.lastIndexOf('/'));
      if (isFile || tree.under(source).length > 0) return false;
      const isOfFolder = OF_FOLDER.test(path) || tree.text(path).includes(`../${folder}/`);
      return !isOfFolder || tree.under(folder).length === 0;
    })
    .map(
      (path) =>
        `${path}: there is no such source; a test has its source's path, or imports from the folder that it mirrors.`,
    );
