/** All convention rules, each with what it says of the repository. */
import { chanceIsPassedIn, environmentIsReadInConfig, timeComesFromTheClock } from './hidden-inputs.ts';
import { namesAreKebabCase, namesSayWhatIsInside, testsMirrorSources, topLevelIsFixed } from './names.ts';
import { filesAreShort } from './sizes.ts';
import { noTestIsSwitchedOff } from './tests.ts';
import {
  addressesAreReserved,
  lockFileNamesNoHost,
  promisesHaveDates,
  recipesFolderIsRead,
  settingsAreDocumented,
  textsNameNoMachine,
} from './texts.ts';
import type { Rule } from './tree.ts';
import {
  adaptersHaveFixtures,
  blocksHaveTests,
  fixturesAreNotOrphans,
  recipesProveThemselves,
  unitsAreDefaultExports,
} from './units.ts';

export const rules: { says: string; rule: Rule }[] = [
  { says: 'has a fixed top level', rule: topLevelIsFixed },
  { says: 'names files in kebab-case', rule: namesAreKebabCase },
  { says: 'names files for what is inside', rule: namesSayWhatIsInside },
  { says: 'has each test where its source is', rule: testsMirrorSources },
  { says: 'has short files', rule: filesAreShort },
  { says: 'has a fixture for each adapter', rule: adaptersHaveFixtures },
  { says: 'has an adapter and both halves for each fixture', rule: fixturesAreNotOrphans },
  { says: 'has a test for each trigger, action and channel', rule: blocksHaveTests },
  { says: 'exports each unit by default, under the name of its file', rule: unitsAreDefaultExports },
  { says: 'has recipes that show when they act and when they do not', rule: recipesProveThemselves },
  { says: 'has nothing but recipes in recipes', rule: recipesFolderIsRead },
  { says: 'reads the environment in one place', rule: environmentIsReadInConfig },
  { says: 'takes the time from the clock that is passed in', rule: timeComesFromTheClock },
  { says: 'takes chance as it is passed in', rule: chanceIsPassedIn },
  { says: 'switches no test off', rule: noTestIsSwitchedOff },
  { says: 'documents each setting in README.md', rule: settingsAreDocumented },
  { says: 'uses nobody’s real mail address', rule: addressesAreReserved },
  { says: 'dates its promises', rule: promisesHaveDates },
  { says: 'names no machine', rule: textsNameNoMachine },
  { says: 'has a lock file that names no host', rule: lockFileNamesNoHost },
];
