import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../prisma/seed/office.ts';
import type { Message } from '../../sandbox/core/types.ts';
import { supersedeNudges } from '../../src/ledger/plan.ts';
import { addDueReps } from '../faults/support.ts';
import { deliveryOffice, settleAll, shown } from '../support/delivery.ts';

const NOW = '2026-03-05T10:00:00+08:00';
const LATER = '2026-03-05T15:00:00+08:00';

// A message's claim decides: what was committed before it is respected; what comes after it turns the card.
type Edit = 'done' | 'moved' | 'reassigned' | 'none';

const office = await deliveryOffice({ now: NOW });
const { db, slack } = office;

async function edit(id: string, what: Edit): Promise<void> {
  if (what === 'none') return;
  const data = {
    done: { state: 'done' },
    moved: { dueAt: new Date(LATER) },
    reassigned: { memberId: PEOPLE.zhang.id },
  }[what];
  await db.$transaction(async (tx) => {
    await tx.followUp.update({ where: { id }, data: { ...data, dueVersion: { increment: 1 } } });
    await supersedeNudges(tx, { subjectIds: [id], outcome: what, now: new Date(NOW) });
  });
}

/** Messages about a customer, as they look in the end. */
const cardsAbout = (number: number) =>
  slack.messages('C_EAST').filter((message) => shown(message).includes(`C-${number} `));
/** Whether it still asks for something: the reason stands under the name, not a tick behind it. */
const isLive = (number: number) => (message: Message) =>
  new RegExp(`C-${number} [^*]+\\*\n`).test(shown(message));

describe('follow-ups change while their nudges are sent by two processes', () => {
  it('none is told after it is over, none to the old person, and no card stays that is not true', async () => {
    const plans = fc.array(
      fc.record({
        edit: fc.constantFrom<Edit>('done', 'moved', 'reassigned', 'none'),
        /** How many turns of the event loop after sending begins. */
        turns: fc.nat(60),
      }),
      { minLength: 6, maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(plans, async (list) => {
        await office.setNow(NOW);
        const numbers = await addDueReps(db, list.length, new Date(NOW));
        const customers = await db.customer.findMany({
          where: { number: { in: numbers } },
          include: { followUps: true },
          orderBy: { number: 'asc' },
        });
        const [one, two] = [office.bot(), office.bot()];
        const edits = customers.map(async ({ followUps }, n) => {
          for (let turn = 0; turn < (list[n]?.turns ?? 0); turn++) {
            await new Promise((resolve) => setImmediate(resolve));
          }
          await edit(followUps[0]?.id ?? '', list[n]?.edit ?? 'none');
        });
        await Promise.all([one.run(), two.run(), ...edits]);
        await settleAll(office, one);

        customers.forEach(({ number }, n) => {
          const cards = cardsAbout(number);
          const live = cards.filter(isLive(number));
          const mentions = live.map((card) => /<@(\w+)>/.exec(shown(card))?.[1]);
          const was = list[n]?.edit ?? 'none';
          if (was === 'done' || was === 'moved') {
            expect(live).toEqual([]);
            expect(cards.length).toBeLessThanOrEqual(1);
          }
          if (was === 'reassigned') {
            expect(mentions).toEqual(['U_ZHANG']);
            expect(cards.length).toBeLessThanOrEqual(2);
          }
          if (was === 'none') expect([cards.length, live.length]).toEqual([1, 1]);
        });

        await office.setNow(LATER);
        await settleAll(office, one);
        customers.forEach(({ number }, n) => {
          if (list[n]?.edit === 'moved')
            expect(cardsAbout(number).filter(isLive(number))).toHaveLength(1);
        });
        await db.followUp.updateMany({ data: { state: 'done' } });
      }),
      { numRuns: 8 },
    );
  }, 60_000);
});
