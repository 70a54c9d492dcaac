// The directions of the house. Each line of ALLOWED says what a part may import at run time; types may
// come from anywhere below the Slack edge, since they are gone once the program runs.
// test/architecture plants forbidden imports in a copy and expects each to be found.

/** Part of the house → the parts it may import. Anything in src/ that is not named here is refused. */
const ALLOWED = {
  'src/lib/': ['src/lib/'],
  'src/i18n/': ['src/i18n/', 'src/lib/'],
  'src/config': ['src/config', 'src/lib/'],
  'src/db/': ['src/db/', 'src/config', 'src/lib/'],
  'src/ledger/': ['src/ledger/', 'src/db/', 'src/lib/'],
  'src/crm/': ['src/crm/', 'src/db/', 'src/lib/', 'src/ledger/(plan|cancel|supersede)'],
  'src/nudges/': ['src/nudges/', 'src/crm/', 'src/ledger/', 'src/db/', 'src/i18n/', 'src/lib/'],
  'src/bot/': [
    'src/bot/',
    'src/crm/access/',
    'src/crm/[^/]+/(fields|schema|values|rules)',
    'src/ledger/',
    'src/i18n/',
    'src/lib/',
  ],
  'src/commands/': [
    'src/commands/',
    'src/bot/',
    'src/crm/[^/]+/(usecases|schema|fields|values|rules)',
    'src/crm/access/',
    'src/i18n/',
    'src/lib/',
  ],
  'src/jobs/': [
    'src/jobs/',
    'src/ledger/',
    'src/nudges/',
    'src/crm/[^/]+/usecases',
    'src/bot/(poster|views|blocks|directory|files)',
    'src/config',
    'src/db/',
    'src/i18n/',
    'src/lib/',
  ],
  'src/cli/': [
    'src/cli/',
    'src/bot/',
    'src/commands/',
    'src/crm/',
    'src/ledger/',
    'src/config',
    'src/db/',
    'src/i18n/',
    'src/lib/',
  ],
};

/** Areas of the business by tier: an area imports its own tier's rules, schema and store, and lower tiers. */
const TIERS = [
  ['access', 'audit', 'settings'],
  ['customers', 'properties'],
  [
    'stages',
    'playbooks',
    'ownership',
    'review',
    'duplicates',
    'households',
    'deals',
    'interactions',
    'followups',
    'validity',
    'drafts',
    'undo',
    'reception',
    'absence',
    'viewings',
    'why',
    'texts',
  ],
  [
    'cards',
    'registration',
    'editing',
    'assignment',
    'partners',
    'merging',
    'exchange',
    'cases',
    'conduct',
    'day',
    'digests',
    'conversation',
    'care',
    'figures',
    'matching',
  ],
];

/** Parts of an area that decide from plain values: no database, no stores. */
const PURE =
  '^src/crm/[^/]+/(rules|schema|fields|values|policy|roles|actor|merge|matching|playbook|protection)\\.ts$';

const RUN_TIME_ONLY = { dependencyTypesNot: ['type-only'] };
const area = (names) => `^src/crm/(${names.join('|')})/`;

const directions = Object.entries(ALLOWED).map(([part, allowed]) => ({
  name: `direction-${part.replace(/[^a-z0-9]+/g, '-')}`.replace(/-$/, ''),
  severity: 'error',
  from: { path: `^${part}` },
  to: {
    path: '^(src|scripts|sandbox|test|bench|prisma)/',
    pathNot: `^(${allowed.join('|')})`,
    ...RUN_TIME_ONLY,
  },
}));

const tiers = TIERS.slice(0, -1).map((names, tier) => ({
  name: `tier-${tier}-imports-no-higher-tier`,
  severity: 'error',
  from: { path: area(names) },
  to: { path: area(TIERS.slice(tier + 1).flat()), ...RUN_TIME_ONLY },
}));

/** A package that only one part may know. */
const keep = (name, dependency, only) => ({
  name,
  severity: 'error',
  from: { path: '^src/', pathNot: only },
  to: { path: dependency },
});

module.exports = {
  forbidden: [
    ...directions,
    ...tiers,
    {
      name: 'every-area-has-a-tier',
      comment: 'A folder under src/crm that TIERS does not name could import anything.',
      severity: 'error',
      from: { path: '^src/crm/[^/]+/', pathNot: area(TIERS.flat()) },
      to: {},
    },
    {
      name: 'every-part-has-directions',
      comment: 'A new folder of src/ needs a line in ALLOWED. main.ts may import everything.',
      severity: 'error',
      from: { path: '^src/', pathNot: `^(src/main\\.ts$|${Object.keys(ALLOWED).join('|')})` },
      to: {},
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      from: { path: PURE },
      to: { path: '^src/(db|ledger)/|^src/crm/[^/]+/(store|usecases)', ...RUN_TIME_ONLY },
    },
    {
      name: 'a-use-case-never-calls-a-use-case',
      severity: 'error',
      from: { path: '^src/crm/([^/]+)/usecases' },
      to: { path: '^src/crm/[^/]+/usecases', pathNot: '^src/crm/$1/', ...RUN_TIME_ONLY },
    },
    {
      name: 'only-the-business-knows-stores',
      comment:
        'Commands and jobs ask use cases; who-is-asking is the one question the edge puts itself.',
      severity: 'error',
      from: { path: '^src/(commands|jobs|cli)/' },
      to: { path: '^src/crm/[^/]+/store', ...RUN_TIME_ONLY },
    },
    {
      name: 'the-product-never-imports-its-practice-workspace',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(sandbox|test|bench|scripts)/' },
    },
    {
      name: 'the-witness-shares-no-code-with-the-product',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^src/' },
    },
    keep('slack-only-at-the-edge', '(^|/)node_modules/@slack/', '^src/bot/'),
    keep(
      'node-schedule-only-in-the-scheduler',
      '(^|/)node_modules/(@types/)?node-schedule/',
      '^src/jobs/scheduler\\.ts$',
    ),
    keep('chrono-only-in-lib', '(^|/)node_modules/chrono-node/', '^src/lib/'),
    keep(
      'database-driver-only-in-db',
      '(^|/)node_modules/(@types/)?pg(-copy-streams)?/',
      '^src/db/',
    ),
    {
      name: 'generated-client-only-in-db-ledger-and-stores',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(db|ledger)/|^src/crm/[^/]+/store' },
      to: { path: '^src/db/generated/|(^|/)node_modules/@prisma/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { pathNot: '^src/db/generated/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unknown-module',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-development-package-at-run-time',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], ...RUN_TIME_ONLY },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^sandbox/page/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.cjs', '.mjs', '.json'],
    },
  },
};
