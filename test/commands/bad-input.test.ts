import { describe, expect, it } from 'vitest';
import { features } from '../../src/commands/index.ts';
import { forgePress } from '../support/forge.ts';
import { testOffice, wordsOf } from '../support/office.ts';

const { slack, t, screen } = await testOffice({ features });
const lina = slack.as('U_LINA');

/** What people, thumbs and attackers put into a field. */
const NASTY = [
  ['nothing but spaces', '   '],
  ['ten thousand characters', '长'.repeat(10_000)],
  ['emoji', '👩‍👩‍👧‍👦🏠'],
  ['right to left', 'مرحبا بالعالم'],
  ['a bidi override', '\u202Eevil\u202C'],
  ['SQL', "'; DROP TABLE customers; --"],
  ['mrkdwn', '<!channel> <@U_WANG> *bold* <http://evil|click>'],
  ['a null byte', 'a\u0000b'],
  ['a lone surrogate', 'a\uD800b'],
  ['JSON', '{"id":"1","open":["need"]}'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what somebody types
  ['a template', '${process.env.HOME} {{7*7}}'],
] as const;

describe('whatever is typed after /customer', () => {
  it.each(NASTY)('%s gets a screen or a clear sentence, never a bug', async (_, text) => {
    await lina.command('/customer', text);
    await lina.close({ all: true }).catch(() => {});
    await lina.command('/customer', `new ${text}`);
    await lina.close({ all: true }).catch(() => {});
    await lina.command('/customer', `edit ${text}`);
    await lina.close({ all: true }).catch(() => {});
  });
});

describe('whatever is typed into a field', () => {
  const fields = ['name', 'phones', 'nextFollowUp'];
  const cases = fields.flatMap((field) =>
    NASTY.map(
      ([what, text]) => [field, what, text.slice(0, field === 'nextFollowUp' ? 190 : 290)] as const,
    ),
  );

  it.each(cases)(
    '%s: %s registers or is refused in place, and nothing is half saved',
    async (field, _, text) => {
      const before = await countRows();
      await lina.command('/customer', 'new');
      await lina.click(/重新填写/).catch(() => {});
      const { outcome, errors } = await lina.submit({
        name: '测试',
        phones: randomPhone(),
        grade: 'C',
        [field]: text,
      });
      const after = await countRows();
      if (outcome === 'errors') {
        expect(Object.values(errors).join()).toMatch(/\p{Script=Han}/u);
        expect(after).toEqual(before);
      } else if (outcome !== 'invalid') {
        expect(after).toEqual({
          customers: before.customers + 1,
          keys: before.keys + 1,
          phones: before.phones + 1,
        });
        expect(screen('U_LINA')).not.toMatch(/<!channel>|<@U_WANG>|<http/);
      }
      await lina.close({ all: true }).catch(() => {});
    },
  );
});

describe('buttons pressed by the wrong person', () => {
  const doings = [
    'customer.card',
    'customer.reveal',
    'customer.history',
    'customer.edit',
    'customer.confirm',
    'customer.restore',
    'customer.share',
    'customer.invalid',
  ];

  it.each(doings)('Emma forges %s of Li Na’s customer and learns nothing', async (doing) => {
    const { id, name } = await t.db.customer.findFirstOrThrow();
    const audited = await t.db.audit.count();
    await forgePress(slack, 'U_EMMA', doing, { id });
    const seen = wordsOf([
      slack.ephemerals('U_EMMA').at(-1),
      slack.dms('U_EMMA').at(-1),
      slack.modal('U_EMMA'),
    ]);
    expect(seen).toContain('You may not see or change this');
    expect(seen).not.toContain(name);
    expect(await t.db.audit.count()).toBe(audited);
  });

  it.each([
    {},
    { id: 7 },
    { id: "' OR 1=1" },
    { id: '00000000-0000-7000-8000-000000000000' },
    { id: ['a'] },
    null,
    'text',
  ])('a button whose value is %j gets a sentence, not a bug', async (value) => {
    for (const doing of doings) await forgePress(slack, 'U_LINA', doing, value);
    expect(wordsOf(slack.dms('U_LINA').at(-1))).toMatch(/没能读懂|无权/);
  });

  it.each(['U_GUEST', 'U_CONNECT'])('%s is refused politely', async (user) => {
    await forgePress(slack, user, 'customer.menu', {});
    expect(wordsOf([slack.ephemerals(user), slack.dms(user)])).toMatch(
      /Gatehouse is for|案场登记只供/,
    );
    expect(slack.modal(user)).toBeNull();
  });
});

async function countRows() {
  const { rows } = await t.owner.query(`SELECT (SELECT count(*) FROM customers)::int AS customers,
    (SELECT count(*) FROM customer_keys)::int AS keys, (SELECT count(*) FROM customer_phones)::int AS phones`);
  return rows[0] as { customers: number; keys: number; phones: number };
}

let next = 0;
/** Far from each other: neighbours of one name would be asked about. */
const randomPhone = () => `138${String((next++ * 7_654_321) % 100_000_000).padStart(8, '0')}`;
