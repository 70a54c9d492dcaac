import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

interface Found {
  house: string;
  modules: number;
  violations: { from: string; rule: string }[];
}

/** What dependency-cruiser says, by the house's own rules, about a house of these files. */
function cruise(files: Record<string, string>): Found {
  const house = mkdtempSync(join(tmpdir(), 'gatehouse-house-'));
  houses.push(house);
  for (const path of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
    cpSync(path, join(house, path));
  symlinkSync(resolve('node_modules'), join(house, 'node_modules'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), text);
  }
  const { summary } = JSON.parse(check(house, 'json').stdout) as {
    summary: { totalCruised: number; violations: { from: string; rule: { name: string } }[] };
  };
  const violations = summary.violations.map(({ from, rule }) => ({ from, rule: rule.name }));
  return { house, modules: summary.totalCruised, violations };
}

function check(house: string, output: 'json' | 'err') {
  const program = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  return spawnSync(process.execPath, [program, '--output-type', output, 'src'], {
    cwd: house,
    encoding: 'utf8',
  });
}
const houses: string[] = [];
afterAll(() => {
  for (const house of houses) rmSync(house, { recursive: true, force: true });
});

const imports = (path: string, name = 'x') =>
  `import { ${name} } from '${path}';\nconsole.log(${name});\n`;
const exportsX = 'export const x = 1;\n';

/** Files that others import; each is lawful by itself. */
const LAWFUL = {
  'src/lib/some.ts': exportsX,
  'src/db/client.ts': exportsX,
  'src/db/generated/client.ts': exportsX,
  'src/crm/customers/store.ts': exportsX,
  'src/crm/customers/usecases.ts': exportsX,
  'src/crm/digests/rules.ts': exportsX,
  'src/bot/lawful.ts': imports('../lib/some.ts'),
  'src/commands/lawful.ts': imports('../crm/customers/usecases.ts'),
  'src/crm/access/store.ts': imports('../../db/generated/client.ts'),
  'sandbox/core.ts': exportsX,
};

/** What is forbidden, the file that does it, and the rule that must say so. */
const PLANTED: [string, string, string, string][] = [
  [
    'a command reaches into a store',
    'src/commands/store.ts',
    imports('../crm/customers/store.ts'),
    'only-the-business-knows-stores',
  ],
  [
    'the library knows the business',
    'src/lib/business.ts',
    imports('../crm/customers/store.ts'),
    'direction-src-lib',
  ],
  [
    'the ledger knows the trade',
    'src/ledger/trade.ts',
    imports('../crm/customers/store.ts'),
    'direction-src-ledger',
  ],
  [
    'the edge reaches into the business',
    'src/bot/business.ts',
    imports('../crm/customers/usecases.ts'),
    'direction-src-bot',
  ],
  [
    'a rule reads the database',
    'src/crm/customers/rules.ts',
    imports('../../db/client.ts'),
    'rules-are-pure',
  ],
  [
    'a lower tier asks a higher one',
    'src/crm/customers/higher.ts',
    imports('../digests/rules.ts'),
    'tier-1-imports-no-higher-tier',
  ],
  [
    'a use case calls a use case',
    'src/crm/registration/usecases.ts',
    imports('../customers/usecases.ts'),
    'a-use-case-never-calls-a-use-case',
  ],
  [
    'an area has no tier',
    'src/crm/novelty/rules.ts',
    imports('../../lib/some.ts'),
    'every-area-has-a-tier',
  ],
  [
    'a new part has no directions',
    'src/novelty/a.ts',
    imports('../lib/some.ts'),
    'every-part-has-directions',
  ],
  [
    'Slack is known outside the edge',
    'src/crm/customers/slack.ts',
    imports('@slack/web-api', 'WebClient'),
    'slack-only-at-the-edge',
  ],
  [
    'a second scheduler appears',
    'src/jobs/second.ts',
    imports('node-schedule', 'scheduleJob'),
    'node-schedule-only-in-the-scheduler',
  ],
  [
    'dates are parsed outside the library',
    'src/commands/dates.ts',
    imports('chrono-node', 'parse'),
    'chrono-only-in-lib',
  ],
  [
    'a command has the database driver',
    'src/commands/driver.ts',
    imports('pg', 'Pool'),
    'database-driver-only-in-db',
  ],
  [
    'a use case has the generated client',
    'src/crm/settings/usecases.ts',
    imports('../../db/generated/client.ts'),
    'generated-client-only-in-db-ledger-and-stores',
  ],
  [
    'the bot imports its practice workspace',
    'src/bot/practice.ts',
    imports('../../sandbox/core.ts'),
    'the-product-never-imports-its-practice-workspace',
  ],
  [
    'two files import each other',
    'src/lib/a.ts',
    `${imports('./b.ts')}${exportsX.replace('x', 'a')}`,
    'no-cycles',
  ],
  [
    'a file is imported that is not there',
    'src/lib/lost.ts',
    imports('./nowhere.ts'),
    'no-unknown-module',
  ],
  [
    'a development package is needed at run time',
    'src/lib/development.ts',
    imports('fast-check', 'assert'),
    'no-development-package-at-run-time',
  ],
];

let lawful: Found;
let planted: Found;
beforeAll(() => {
  lawful = cruise(LAWFUL);
  const files = Object.fromEntries(PLANTED.map(([, path, text]) => [path, text]));
  planted = cruise({ ...LAWFUL, ...files, 'src/lib/b.ts': `${imports('./a.ts', 'a')}${exportsX}` });
}, 60_000);

it('reads TypeScript: every file of a lawful house is read, and nothing is found', () => {
  expect(lawful).toMatchObject({ violations: [] });
  expect(lawful.modules).toBeGreaterThanOrEqual(9);
});

it('fails the check when anything is found', () => {
  expect(check(planted.house, 'err').status).not.toBe(0);
  expect(check(lawful.house, 'err').status).toBe(0);
});

it.each(PLANTED)('finds it when %s', (_, from, __, rule) => {
  expect(planted.violations).toContainEqual({ from, rule });
});
