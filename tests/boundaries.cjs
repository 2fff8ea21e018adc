/**
 * The arrows of the design, held by dependency-cruiser: which part may import which. Each rule's comment is what a person reads who
 * broke it. tests/boundaries.test.ts plants a violation of every rule and sees that it is caught.
 */

/** Paths are matched from the root of the repository, as regular expressions. */
const SOURCE = '^(extension|automation-engine|shared)/';
const BLOCK_FOLDERS = '^automation-engine/(triggers|actions|channels)/';

/** A package from npm, wherever npm put it, or one that was not found. */
const npmPackage = (names) => `(^|node_modules/)(${names})(/|$)`;

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** A package that belongs to one part. */
const packageOnlyIn = (names, home, comment) =>
  forbid(`${names.split('|')[0]}-in-its-place`, comment, { path: SOURCE, pathNot: home }, { path: npmPackage(names) });

module.exports = {
  forbidden: [
    forbid(
      'no-cycles',
      'Files that import each other can be neither read nor tested alone. Move what both need into a third file.',
      { path: SOURCE },
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbid(
      'everything-resolves',
      'There is no such file or package.',
      { path: SOURCE },
      // Made by WXT while it builds.
      { couldNotResolve: true, pathNot: '^(wxt/|#imports)' },
    ),
    forbid(
      'no-dev-packages-in-source',
      'Source may import only what `dependencies` of package.json lists.',
      { path: SOURCE },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    forbid('source-knows-no-tests', 'Source must not import tests.', { path: SOURCE }, { path: '^tests/' }),

    // shared
    forbid(
      'shared-is-a-leaf',
      'shared is used by both sides and must know neither.',
      { path: '^shared/' },
      { path: '^(extension|automation-engine)/' },
    ),
    forbid(
      'model-imports-only-zod',
      'shared/model is the language of all parts: it imports nothing but zod.',
      { path: '^shared/model/' },
      { pathNot: ['^shared/model/', npmPackage('zod')] },
    ),
    forbid(
      'reading-imports-only-parsers',
      'shared/reading runs on both sides: it imports shared/model, zod and small parsing libraries only.',
      { path: '^shared/reading/' },
      { pathNot: ['^shared/', npmPackage('zod|postal-mime|libphonenumber-js|tldts|papaparse')] },
    ),

    // the two sides
    forbid(
      'extension-knows-no-engine',
      'The extension and the engine meet only in shared: put what both need there.',
      { path: '^extension/' },
      { path: '^automation-engine/' },
    ),
    forbid(
      'engine-knows-no-extension',
      'The extension and the engine meet only in shared: put what both need there.',
      // The command line reads pages with the extension's own adapters, which are pure: nothing else of it may come along.
      { path: '^automation-engine/', pathNot: '^automation-engine/cli/capture\\.ts$' },
      { path: '^extension/' },
    ),
    forbid(
      'command-line-reads-with-capture',
      'The command line may use the pure half of the extension, which reads pages, and nothing that acts.',
      { path: '^automation-engine/cli/capture\\.ts$' },
      {
        path: '^extension/',
        pathNot: ['^extension/capture/(define-adapter|parse-page|read-page)\\.ts$'],
      },
    ),
    forbid(
      'no-node-in-the-extension',
      'A browser has no Node modules.',
      { path: '^(extension|shared)/' },
      { dependencyTypes: ['core'] },
    ),

    // extension
    forbid(
      'adapters-are-islands',
      'An adapter is pure: it imports shared and the contract in capture/, no other adapter and nothing that acts.',
      { path: '^extension/adapters/', pathNot: '^extension/adapters/registry\\.ts$' },
      { pathNot: ['^shared/', '^extension/capture/(define-adapter|define-webmail|find-parts|page)\\.ts$'] },
    ),
    packageOnlyIn('dexie', '^extension/store/', 'Only extension/store knows the database: add a query there.'),
    forbid(
      'store-migrations-stand-alone',
      'A migration must mean the same for ever: it imports only its contract.',
      { path: '^extension/store/migrations/', pathNot: 'define-migration\\.ts$' },
      { pathNot: ['^extension/store/migrations/', npmPackage('dexie')] },
    ),

    // engine
    forbid(
      'blocks-are-islands',
      'A trigger, action or channel never imports another one: move what both need into the part that it belongs to.',
      { path: `${BLOCK_FOLDERS}([^/.]+)(\\.ts$|/)`, pathNot: 'define-[^/]+\\.ts$' },
      { path: BLOCK_FOLDERS, pathNot: [`${BLOCK_FOLDERS}define-[^/]+\\.ts$`, '^automation-engine/$1/$2(\\.ts$|/)'] },
    ),
    forbid(
      'blocks-only-plan',
      'A trigger or action plans and the runner acts: it imports its contract, shared, the recipe language and calendars.',
      { path: '^automation-engine/(triggers|actions)/' },
      {
        path: '^(automation-engine/|node:|fs|net|http|child_process)',
        pathNot: ['^automation-engine/(triggers|actions|recipe-language|schedule)/'],
      },
    ),
    forbid(
      'channels-only-send',
      'A channel only carries: it imports its contract, shared and the clock.',
      { path: '^automation-engine/channels/' },
      { path: '^automation-engine/', pathNot: ['^automation-engine/(channels|schedule)/'] },
    ),
    forbid(
      'insight-is-pure',
      'Insight is arithmetic on what it is given: it imports shared only.',
      { path: '^automation-engine/insight/' },
      { pathNot: ['^automation-engine/insight/', '^shared/', npmPackage('zod')] },
    ),
    forbid(
      'engine-migrations-stand-alone',
      'A migration must mean the same for ever: it imports nothing but Kysely.',
      { path: '^automation-engine/storage/migrations/' },
      { pathNot: npmPackage('kysely') },
    ),
    packageOnlyIn('nodemailer', '^automation-engine/channels/', 'Only a channel sends mail.'),
    packageOnlyIn(
      'node-cron|croner',
      '^automation-engine/schedule/',
      'Only automation-engine/schedule knows timetables.',
    ),
    packageOnlyIn('puppeteer', '^automation-engine/cli/', 'Only the command line drives a browser.'),
    packageOnlyIn(
      'linkedom',
      '^automation-engine/cli/parse-html\\.ts$',
      'A browser has documents; only the command line needs to make one.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)\\.(wxt|output)/' },
    moduleSystems: ['es6', 'cjs'],
    // Types are imports too: they say who knows whom.
    tsPreCompilationDeps: true,
    detectJSDocImports: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'module', 'browser', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.d.ts', '.d.mts', '.json'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
