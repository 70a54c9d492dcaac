import { expect, it } from 'vitest';
import { features } from '../../src/commands/index.ts';
import { testOffice, viaMore, wordsOf } from '../support/office.ts';

const { slack, t, screen } = await testOffice({ features });
const lina = slack.as('U_LINA');
const drafts = () => t.db.draft.count();

async function register(line: string, values: Record<string, unknown> = {}) {
  await lina.command('/customer', `new ${line}`);
  await lina.submit({ grade: 'B', ...values });
  await lina.close({ all: true });
}

await register('王芳 13812345678');
await register('李明 13912345678');

it('Li Na is called away while she writes down a contact; the next form of this customer has it all', async () => {
  await lina.command('/log', 'C-1001');
  await lina.select('contact.reform', 'visit');
  lina.fill({ said: '带了父母，喜欢南向', party: '4', when: '后天下午3点' });
  await lina.close();
  expect(slack.notices('U_LINA')).toEqual([]);
  const [kept] = await t.db.draft.findMany();
  expect(Buffer.from(kept!.sealed).toString('utf8')).not.toContain('南向');

  await lina.command('/log', 'C-1002');
  expect(screen('U_LINA')).not.toContain('没填完的表');
  await lina.close({ all: true });

  await lina.command('/log', 'C-1001');
  expect(screen('U_LINA')).toContain('没填完的表');
  await lina.click('contact.resume');
  expect(screen('U_LINA')).toContain('带了父母，喜欢南向');
  await lina.submit();
  expect(wordsOf(slack.modal('U_LINA'))).toContain('2026年3月7日 周六 15:00');
  await lina.close({ all: true });
  const visit = await t.db.interaction.findFirst({ where: { kind: 'revisit' } });
  expect(visit).toMatchObject({ effective: true, partySize: 4 });
  expect(await drafts()).toBe(0);
});

it('A contact without a customer comes back with the one that was chosen', async () => {
  const { id } = await t.db.customer.findFirstOrThrow({ where: { number: 1002 } });
  await lina.command('/log');
  await lina.suggest('customers', '李');
  lina.fill({ customer: id, said: '问了首付' });
  await lina.close();
  await lina.command('/log');
  await lina.click('contact.resume');
  expect(screen('U_LINA')).toContain('C-1002 李明');
  expect(screen('U_LINA')).toContain('问了首付');
  await lina.submit();
  await lina.close({ all: true });
  expect(await drafts()).toBe(0);
});

it('An edit that was left is continued; what somebody else changed meanwhile is asked about', async () => {
  await lina.command('/customer', 'edit C-1001');
  lina.fill({ area: '120', mustHaves: '近地铁' });
  await lina.close();
  const wang = slack.as('U_WANG');
  await wang.command('/customer', 'edit C-1001');
  await wang.submit({ area: '90' });
  await wang.close({ all: true });
  await lina.command('/customer', 'edit C-1001');
  expect(screen('U_LINA')).toContain('没填完的表');
  await lina.click('customer.edit-resume');
  expect(screen('U_LINA')).toContain('近地铁');
  await lina.submit();
  expect(slack.modal('U_LINA')!.callback_id).toBe('customer.resolve');
  await lina.submit({ area: 'mine' });
  expect(screen('U_LINA')).toContain('120');
  await lina.close({ all: true });
  expect(await drafts()).toBe(0);
});

it('What is missing is unfolded where Li Na is asked to fill it in', async () => {
  await lina.command('/customer', 'edit C-1002');
  const missing = (await t.db.customer.findFirstOrThrow({ where: { number: 1002 } })).missing;
  expect(missing).toContain('source');
  expect(slack.modal('U_LINA')!.blocks.map(({ block_id: id }) => id)).toContain('source');
  await lina.close({ all: true });
  expect(await drafts()).toBe(0);
});

it('Li Na leaves a plan half typed; the next form of this customer goes on with it, and planned it is gone', async () => {
  const before = await drafts();
  await lina.command('/followup', 'C-1001');
  lina.fill({ when: '后天下午3点', what: '带看样板房' });
  await lina.close();
  await lina.command('/followup', 'C-1001');
  expect(screen('U_LINA')).toContain('没填完的表');
  await lina.click('followup.resume');
  expect(screen('U_LINA')).toContain('带看样板房');
  await lina.submit();
  await lina.click({ action: 'followup.save-at#replace' });
  await lina.close({ all: true });
  expect(await drafts()).toBe(before);
});

it('what she is to do travels in no button while it is asked whether to replace the plan', async () => {
  await lina.command('/followup', 'C-1001 大后天上午10点 送户型图');
  expect(slack.modal('U_LINA')!.callback_id).toBe('followup.exists');
  expect(JSON.stringify(slack.modal('U_LINA'))).not.toContain('户型图');
  await lina.click({ action: 'followup.save-at#replace' });
  await lina.close({ all: true });
  await lina.command('/customer', 'C-1001');
  await viaMore(lina, 'customer.history');
  expect(screen('U_LINA')).toContain('送户型图');
  await lina.close({ all: true });
});
