import { describe, expect, it } from 'vitest';
import { NO_VALUES } from '../../src/crm/customers/values.ts';
import { findLikely } from '../../src/crm/duplicates/find.ts';
import {
  keepApart,
  readPairs,
  sweepDuplicates,
  tellDuplicates,
} from '../../src/crm/duplicates/usecases/index.ts';
import { openRegister } from '../ownership/support.ts';

const office = await openRegister({ now: '2026-03-05T09:00:00+08:00' });
const { t } = office;
const wang = await office.as('U_WANG');
const grace = await office.as('U_GRACE');
const ctx = { db: t.db, keys: t.keyring };
const later = (minutes: number) =>
  t.setNow(new Date(Date.parse('2026-03-05T01:00:00Z') + minutes * 60_000).toISOString());

describe('the sweep', async () => {
  const first = await office.register('U_LINA', '+8613812345678', { values: { name: '王晓芳' } });
  const slip = await office.register('U_ZHANG', '+8613812345687', {
    values: { name: '王曉芳' },
    accepted: true,
  });
  await office.register('U_ZHANG', '+8613999990000', { values: { name: '王晓芳' } });
  await office.register('U_EMMA', '+8613812345689', {
    values: { name: 'Wang Xiaofang' },
    accepted: true,
  });
  await t.db.duplicatePair.deleteMany();

  it('finds what came in another way: two digits swapped, traditional characters; not the namesake', async () => {
    await later(2);
    expect(await sweepDuplicates(ctx)).toEqual({ hasMore: false });
    const pairs = (await readPairs(wang, 0)).pairs;
    const between = pairs.map(({ one, other }) => [one.id, other.id]);
    expect(between).toContainEqual([first, slip]);
    expect(pairs.find(({ other }) => other.id === slip)).toMatchObject({
      kind: 'person',
      reasons: ['phone-swapped', 'name-script'],
    });
    expect(pairs.some(({ one, other }) => `${one.number}${other.number}`.includes('1003'))).toBe(
      false,
    );
  });

  it('once: another run finds nothing new', async () => {
    const before = await t.db.duplicatePair.count();
    await sweepDuplicates(ctx);
    await sweepDuplicates(ctx);
    expect(await t.db.duplicatePair.count()).toBe(before);
  });

  it('Grace, who leads one of two teams only, decides none across them', async () => {
    expect((await readPairs(grace, 0)).pairs).toEqual([]);
    const across = (await readPairs(wang, 0)).pairs.find(
      ({ one, other }) => one.teamId !== other.teamId,
    );
    expect(across).toBeDefined();
    await expect(keepApart(grace, across!.id)).rejects.toMatchObject({ code: 'notAllowed' });
  });

  it('gives keys to records that came in before there were any, and finds them too', async () => {
    await t.db.customer.updateMany({ data: { keyedAt: null, matchKeys: [] } });
    await t.db.duplicatePair.deleteMany();
    await later(10);
    await sweepDuplicates(ctx);
    await later(12);
    await sweepDuplicates(ctx);
    const rows = await t.db.customer.findMany({ select: { matchKeys: true } });
    expect(rows.every(({ matchKeys }) => matchKeys.length > 0)).toBe(true);
    expect(await t.db.duplicatePair.count()).toBeGreaterThan(0);
  });

  it('“not the same” is remembered, whatever is swept or decided again', async () => {
    const [pair] = (await readPairs(wang, 0)).pairs;
    await keepApart(wang, pair!.id);
    await expect(keepApart(wang, pair!.id)).rejects.toMatchObject({ code: 'pairDecided' });
    await t.db.customer.updateMany({ data: { keyedAt: null } });
    await later(20);
    await sweepDuplicates(ctx);
    await later(22);
    await sweepDuplicates(ctx);
    expect((await readPairs(wang, 0)).pairs.map(({ id }) => id)).not.toContain(pair!.id);
  });

  it('managers are told once in the period, and again in the next while any is open', async () => {
    expect(await tellDuplicates(ctx)).toBeGreaterThan(0);
    expect(await tellDuplicates(ctx)).toBe(0);
    await t.setNow('2026-03-13T09:00:00+08:00');
    expect(await tellDuplicates(ctx)).toBeGreaterThan(0);
    const told = await t.db.message.findMany({ where: { kind: 'duplicates' } });
    expect(told.every(({ content }) => Object.keys(content as object).join() === 'memberId')).toBe(
      true,
    );
  });

  it('what stands in the keys says nothing without the key', async () => {
    const { rows } = await t.owner.query('SELECT match_keys::text AS keys FROM customers');
    for (const { keys } of rows) expect(keys).not.toMatch(/138|wan|5678/);
  });
});

describe('what a write finds', () => {
  it('a masked phone in the note meets the full one, and the other way round', async () => {
    const threshold = 50;
    const masked = { ...NO_VALUES, name: '王女士', note: '渠道报备 138****5678' };
    const [hit] = await findLikely(ctx, masked, { threshold });
    expect(hit?.reasons).toEqual(['phone-masked', 'name-part']);
    await office.register('U_LINA', '+8613611110000', {
      values: { name: '赵先生', phones: [], wechat: 'zhao_x', note: '只知道 137****2222' },
    });
    const full = { ...NO_VALUES, name: '赵伟', phones: ['+8613711112222'] };
    const [back] = await findLikely(ctx, full, { threshold });
    expect(back?.reasons).toEqual(['phone-masked', 'name-part']);
  });

  it('the same national id is refused whatever the name, also in a race', async () => {
    const nationalId = '11010519491231002X';
    const tries = await Promise.allSettled(
      Array.from({ length: 4 }, (_, nth) =>
        office.register(nth % 2 ? 'U_LINA' : 'U_ZHANG', `+861352222000${nth}`, {
          values: { name: ['赵敏', '钱伟', '孙芳', '李强'][nth]!, nationalId },
          accepted: true,
        }),
      ),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of tries) {
      if (one.status === 'rejected') {
        expect(one.reason.code).toMatch(/^id(Yours|Protected)$/);
        expect(one.reason.field).toBe('nationalId');
      }
    }
  });
});
