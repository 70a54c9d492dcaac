import { describe, expect, it } from 'vitest';
import { features } from '../../src/commands/index.ts';
import { forgePress } from '../support/forge.ts';
import { testOffice, wordsOf } from '../support/office.ts';

const { slack, t, screen } = await testOffice({ features });
const lina = slack.as('U_LINA');
const said = (user: string) => wordsOf(slack.ephemerals(user).at(-1));

await lina.command('/customer', 'new');
await lina.submit({ name: '王晓芳', phones: '13812345678', grade: 'B' });
await lina.close({ all: true });
const customer = await t.db.customer.findFirstOrThrow();
const { id, number } = customer;
const contacts = () => t.db.interaction.count({ where: { customerId: id, withdrawnAt: null } });

/** Only what Slack would read as markup: what stands in an input is not. */
function mrkdwnOf(node: unknown): string {
  if (node === null || typeof node !== 'object') return '';
  const { type, text } = node as { type?: string; text?: unknown };
  if (type === 'mrkdwn') return String(text);
  return Object.values(node).map(mrkdwnOf).join('\n');
}

const NASTY = [
  ['nothing but blanks', '   '],
  ['emoji', '👩‍👩‍👧‍👦🏠'],
  ['right-to-left', 'مرحبا ‮ abc'],
  ['SQL', "'; DROP TABLE customers; --"],
  ['a mention and a link', '<!channel> <@U_WANG> <https://evil.example|click>'],
  ['mrkdwn', '*bold* _it_ ~no~ `code`'],
  ['10 kB', '长'.repeat(10_000)],
  ['control characters', '\u0000\u0007\u200b'],
] as const;

describe('whatever Li Na types', () => {
  it.each(NASTY)(
    '/log %s answers with a sentence or the form, and saves nothing by itself',
    async (_, text) => {
      const before = await contacts();
      for (const command of ['/log', '/followup']) {
        await lina.command(command, text);
        expect(screen('U_LINA') || said('U_LINA')).not.toBe('');
        expect(mrkdwnOf(slack.modal('U_LINA'))).not.toContain('<!channel>');
        if (slack.modal('U_LINA')) await lina.close({ all: true });
      }
      expect(await contacts()).toBe(before);
    },
  );

  it.each(NASTY)(
    'what was said may be %s: it is kept as typed or refused in place',
    async (_, text) => {
      const before = await contacts();
      await lina.command('/log', `C-${number}`);
      const { errors } = await lina
        .submit({ said: text })
        .catch((error: Error) => ({ errors: { said: error.message } }));
      const expected = Object.keys(errors ?? {}).length > 0 ? before : before + 1;
      expect(await contacts()).toBe(expected);
      await lina.close({ all: true });
    },
  );

  it('A name with mrkdwn in it cannot mention anybody on any screen of hers', async () => {
    await t.db.customer.update({ where: { id }, data: { name: '<!here>王*晓*芳' } });
    for (const [command, text] of [
      ['/log', `C-${number}`],
      ['/followup', `C-${number}`],
      ['/followup', ''],
    ] as const) {
      await lina.command(command, text);
      expect(mrkdwnOf(slack.modal('U_LINA'))).not.toContain('<!here>');
      await lina.close({ all: true });
    }
    await t.db.customer.update({ where: { id }, data: { name: '王晓芳' } });
  });
});

describe('what does not belong to the presser', () => {
  it.each([
    ['contact.no-answer', { customerId: id }],
    ['contact.reached', { customerId: id }],
    ['contact.log', { id }],
    ['followup.plan', { id }],
    ['followup.save-at', { customerId: id, at: '2026-03-06T10:00:00Z', grain: 'minute' }],
    ['stage.set', { customerId: id, to: 'interested' }],
    ['grade.set', { customerId: id, to: 'A' }],
    ['undo', { undoId: id }],
    ['stage.set', { customerId: 'no uuid', to: 'interested' }],
    ['followup.snooze', { followUpId: id, to: 'next year' }],
  ])('Zhang Wei forges %s and nothing changes', async (action, input) => {
    const snapshot = async () =>
      JSON.stringify(await t.owner.query('SELECT * FROM customers').then(({ rows }) => rows));
    const before = [await snapshot(), await contacts(), await t.db.followUp.count()];
    await forgePress(slack, 'U_ZHANG', action, input);
    expect([await snapshot(), await contacts(), await t.db.followUp.count()]).toEqual(before);
    expect(slack.modal('U_ZHANG')).toBeNull();
  });

  it('A follow-up of hers cannot be handed to somebody outside the team', async () => {
    const plan = await t.db.followUp.findFirstOrThrow({ where: { customerId: id, state: 'open' } });
    await lina.command('/followup', '以后');
    await lina.click({ action: `followup.open#${plan.id}` });
    await lina.select('choose#follow-up', '转给同事');
    expect(screen('U_LINA')).toContain('张伟');
    expect(screen('U_LINA')).not.toContain('Emma');
    await lina.close({ all: true });
  });
});

describe('a form left open', () => {
  it('The customer went to Zhang Wei meanwhile: her submit is refused and nothing is saved', async () => {
    await lina.command('/log', `C-${number}`);
    await t.db.customer.update({
      where: { id },
      data: { repId: '00000000-0000-7000-8000-000000000002' },
    });
    const before = await contacts();
    const { errors } = await lina.submit({ said: '聊了' });
    expect(JSON.stringify(errors ?? screen('U_LINA'))).toContain('你无权查看或修改');
    expect(await contacts()).toBe(before);
    await lina.close({ all: true });
    await t.db.customer.update({
      where: { id },
      data: { repId: '00000000-0000-7000-8000-000000000001' },
    });
  });

  it('The follow-up was done meanwhile: its buttons say so', async () => {
    const plan = await t.db.followUp.findFirstOrThrow({ where: { customerId: id, state: 'open' } });
    await lina.command('/followup', '以后');
    await lina.click({ action: `followup.open#${plan.id}` });
    await t.db.followUp.update({
      where: { id: plan.id },
      data: { state: 'done', dueVersion: { increment: 1 } },
    });
    await lina.click('明天');
    expect(screen('U_LINA')).toContain('已完成或已取消');
    await lina.close({ all: true });
  });
});
