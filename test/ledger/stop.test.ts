import { expect, it } from 'vitest';
import { createPoster } from '../../src/bot/poster.ts';
import type { Poster } from '../../src/ledger/port.ts';
import { addDueReps, tally } from '../faults/support.ts';
import { deliveryOffice, settleAll } from '../support/delivery.ts';

const NOW = '2026-03-05T10:00:00+08:00';

it('stopping finishes the posts under way, claims nothing more and leaves nothing claimed', async () => {
  const office = await deliveryOffice({ now: NOW });
  const numbers = await addDueReps(office.db, 12, new Date(NOW));
  const { botToken: token, apiUrl, fetch } = office.slack;
  const way = createPoster({ token, apiUrl, fetch });
  const stopping: Poster = {
    ...way,
    async post(...letter) {
      bot.stop();
      return way.post(...letter);
    },
  };
  const bot = office.bot({ poster: stopping, engine: { inFlight: 4 } });
  await bot.run();
  expect(office.slack.stored.all).toHaveLength(4);
  expect(
    await office.db.message.groupBy({ by: ['state'], _count: true, orderBy: { state: 'asc' } }),
  ).toEqual([
    { state: 'planned', _count: 8 },
    { state: 'sent', _count: 4 },
  ]);
  await settleAll(office, office.bot());
  expect(tally(office.slack, numbers)).toEqual({ 1: 12 });
});
