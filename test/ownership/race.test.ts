import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { PEOPLE } from '../../prisma/seed/office.ts';
import { reassignCustomers } from '../../src/crm/assignment/usecases.ts';
import { mergeCustomers } from '../../src/crm/merging/usecases/merge.ts';
import { holdCustomer } from '../../src/crm/ownership/usecases/hold.ts';
import { lapseDue } from '../../src/crm/ownership/usecases/lapse.ts';
import { claimCustomer } from '../../src/crm/ownership/usecases/pool.ts';
import { approveReview } from '../../src/crm/review/usecases/deciding.ts';
import { createDatabase } from '../../src/db/client.ts';
import { Refusal, Refusals } from '../../src/lib/refusal.ts';
import { openRegister } from './support.ts';

const office = await openRegister({ now: '2026-03-05T09:00:00+08:00' });
const { t } = office;
// As many bots as there are handles, each with connections of its own.
const bots = Array.from({ length: 4 }, () => createDatabase({ url: t.appUrl }));
afterAll(() => Promise.all(bots.map((bot) => bot.close())));

interface At {
  id: string;
  otherId: string;
  phone: string;
  /** Which bot is asked. */
  bot: number;
}
const asked = async (who: string, { bot }: At) => ({
  ...(await office.as(who)),
  db: bots[bot]!.prisma,
});
const versionOf = async (id: string) =>
  (await t.db.customer.findUniqueOrThrow({ where: { id } })).version;

/** What people and the office do about one customer in the same moment. */
const ACTS = {
  linaClaims: async (at) => claimCustomer(await asked('U_LINA', at), at.id),
  zhangClaims: async (at) => claimCustomer(await asked('U_ZHANG', at), at.id),
  wangGives: async (at) =>
    reassignCustomers(await asked('U_WANG', at), { customerIds: [at.id], toId: PEOPLE.zhang.id }),
  wangHolds: async (at) =>
    holdCustomer(await asked('U_WANG', at), { id: at.id, reason: '总部关系', until: null }),
  wangMerges: async (at) =>
    mergeCustomers(await asked('U_WANG', at), {
      ...{ keepId: at.otherId, loseId: at.id, choices: {} },
      ...{ keepVersion: await versionOf(at.otherId), loseVersion: await versionOf(at.id) },
    }),
  wangApproves: async (at) => approveReview(await asked('U_WANG', at), { id: at.id }),
  emmaRegisters: (at) => office.register('U_EMMA', at.phone),
  lapses: async (at) => lapseDue(await asked('U_ADMIN', at)),
} satisfies Record<string, (at: At) => Promise<unknown>>;
type Act = keyof typeof ACTS;
const CLAIMS: Act[] = ['linaClaims', 'zhangClaims'];

let nth = 0;
/** In the pool for a day, and another record of Zhang Wei's to merge it into. */
async function pooled() {
  const phone = `+86${13_900_000_000 + ((nth++ * 7_654_321) % 99_999_999)}`;
  const id = await office.register('U_LINA', phone);
  await t.advance('60 days');
  await lapseDue(await office.as('U_ADMIN'));
  await t.advance('15 days');
  const other = `+86${13_700_000_000 + ((nth * 5_432_167) % 99_999_999)}`;
  return { id, phone, otherId: await office.register('U_ZHANG', other) };
}

const crowd = fc.array(
  fc.record({
    act: fc.constantFrom(...CLAIMS, ...(Object.keys(ACTS) as Act[])),
    bot: fc.nat(bots.length - 1),
  }),
  { minLength: 6, maxLength: 14 },
);

it('whoever does what to a customer of the pool in the same moment, there is one rep, one record, one winner', {
  timeout: 60_000,
}, async () => {
  let winners = 0;
  await fc.assert(
    fc.asyncProperty(crowd, async (acts) => {
      const of = await pooled();
      const tries = await Promise.allSettled(acts.map(({ act, bot }) => ACTS[act]({ ...of, bot })));
      for (const one of tries) {
        const isRefused =
          one.status === 'fulfilled' ||
          one.reason instanceof Refusal ||
          one.reason instanceof Refusals;
        if (!isRefused) throw (one as PromiseRejectedResult).reason;
      }
      const won = tries.filter(
        ({ status }, i) => status === 'fulfilled' && CLAIMS.includes(acts[i]!.act),
      );
      expect(won.length).toBeLessThanOrEqual(1);
      winners += won.length;
      for (const customerId of [of.id, of.otherId]) {
        const { repId } = await t.db.customer.findUniqueOrThrow({ where: { id: customerId } });
        const reps = await t.db.assignment.findMany({ where: { customerId, toAt: null } });
        expect(reps.map(({ memberId }) => memberId)).toEqual(repId === null ? [] : [repId]);
      }
      expect(await t.db.customer.count({ where: { registeredById: PEOPLE.emma.id } })).toBe(0);
    }),
    { numRuns: 4, seed: 20_260_305 },
  );
  expect(winners).toBeGreaterThan(0);
});
