import { findActor } from '../../src/crm/access/store.ts';
import { phoneIndex } from '../../src/crm/customers/sealed.ts';
import { listCustomers } from '../../src/crm/customers/store-search.ts';
import { read } from '../../src/db/transact.ts';
import { initials } from '../../src/lib/names.ts';
import { queryTokens } from '../../src/lib/search-tokens.ts';
import { bareApp, commandBody, Inside, InstantSlack, productApp } from '../bolt.ts';
import type { Known } from '../data.ts';
import { type Measured, measure, ms, p50, p99, rate, ratio } from '../measure.ts';
import type { Place } from '../place.ts';
import type { Row } from '../report.ts';

const RUNS = 2_000;
const BY_PHONE = 'SELECT customer_id FROM customer_phones WHERE index = $1 AND live';

/** `/customer 13800138000`, typed by the assigned rep, through Bolt to the acknowledgement: the card opens. */
export async function findByPhone(place: Place): Promise<Row> {
  const { sample } = place.loaded;
  const one = (nth: number): Known => sample[nth % sample.length]!;
  const index = (nth: number) => phoneIndex(place.keys, one(nth).phone);
  const raw = await measure(
    RUNS,
    1,
    async (nth) =>
      void (await place.raw.query({ name: 'by-phone', text: BY_PHONE, values: [index(nth)] })),
  );
  const prisma = await measure(RUNS, 1, async (nth) => {
    await place.database.prisma.customerPhone.findFirst({
      where: { index: index(nth), live: true },
      select: { customerId: true },
    });
  });
  const bolt = await throughBare(
    async (phone) => {
      await place.raw.query({
        name: 'by-phone',
        text: BY_PHONE,
        values: [phoneIndex(place.keys, phone)],
      });
    },
    (nth) => one(nth).phone,
  );
  const ask = throughProduct(place, (nth) => ({
    who: one(nth).repIndex,
    text: one(nth).phone.slice(3),
  }));
  const ours = await measure(RUNS, 1, ask);
  const busy = await measure(RUNS * 2, 16, ask);
  return {
    what: 'Find by phone, through Bolt to the acknowledgement (who, search, card)',
    floor: `raw pg ${ms(p50(raw))}, Prisma ${ms(p50(prisma))}, Bolt + one query p50 ${ms(p50(bolt))} / p99 ${ms(p99(bolt))}`,
    ours: `p50 ${ms(p50(ours))}, p99 ${ms(p99(ours))}; ${rate(busy.perSecond)} with 16 at once`,
    ratio: `${ratio(p50(ours), p50(bolt))} Bolt + one query`,
    budget: 'p50 ≤ 1.5 ms, p99 ≤ 8 ms, ≥ 2,000/s',
  };
}

/**
 * A page of customers by two characters of the name, by initials, by the last four digits of the phone, by the characters in
 * another order (nobody is called so: the near names are looked up after that). */
export async function findByName(place: Place): Promise<Row> {
  const { sample } = place.loaded;
  const one = (nth: number): Known => sample[nth % sample.length]!;
  const texts: Record<string, (nth: number) => string> = {
    'two characters': (nth) => [...one(nth).name].slice(0, 2).join(''),
    pinyin: (nth) => initials(one(nth).name),
    'last four': (nth) => one(nth).phone.slice(-4),
    'another order': (nth) => [...one(nth).name].reverse().join(''),
  };
  const floors: string[] = [];
  const ours: string[] = [];
  const ratios: string[] = [];
  for (const [kind, text] of Object.entries(texts)) {
    const bolt = await throughBare((typed) => rawSearch(place, typed), text);
    const managed = await measure(RUNS / 4, 1, (nth) => searchAsManager(place, nth, text(nth)));
    const bot = await measure(
      RUNS / 2,
      1,
      throughProduct(place, (nth) => ({ who: one(nth).repIndex, text: text(nth) })),
    );
    floors.push(`${kind} ${ms(p50(bolt))} / ${ms(p99(bolt))}`);
    ours.push(
      `${kind} ${ms(p50(bot))} / ${ms(p99(bot))} (a manager's store ${ms(p50(managed))} / ${ms(p99(managed))})`,
    );
    ratios.push(ratio(p50(bot), p50(bolt)));
  }
  return {
    what: 'Find by two Chinese characters, pinyin, last four digits: p50 / p99 through Bolt to the acknowledgement',
    floor: `Bolt + one raw query: ${floors.join(', ')}`,
    ours: ours.join(', '),
    ratio: ratios.join(', '),
    budget: 'p99 ≤ 15 ms',
  };
}

async function rawSearch(place: Place, typed: string): Promise<unknown> {
  return place.raw.query({
    name: 'by-tokens',
    text: `WITH found AS MATERIALIZED (SELECT id, number, name, updated_at FROM customers WHERE search_tokens @> $1::text[] LIMIT 2000)
      SELECT id, number, name FROM found ORDER BY updated_at DESC LIMIT 9`,
    values: [queryTokens(typed)],
  });
}

async function searchAsManager(place: Place, nth: number, text: string): Promise<void> {
  const { teams } = place.office;
  const db = place.database.prisma;
  const actor = await findActor(db, teams[nth % teams.length]!.managerSlackId);
  await read({ db, keys: place.keys }, (at) => listCustomers(at, actor!, { text }));
}

async function throughBare(
  work: (text: string) => Promise<unknown>,
  text: (nth: number) => string,
): Promise<Measured> {
  const inside = new Inside();
  bareApp(inside, new InstantSlack(), work);
  return measure(
    RUNS,
    1,
    async (nth) => (await inside.deliver(commandBody('UR000000', '/customer', text(nth)))).acked,
  );
}

/** A `/customer` command of a rep to the product's app; answers the ms until the acknowledgement. */
function throughProduct(
  place: Place,
  ask: (nth: number) => { who: number; text: string },
): (nth: number) => Promise<number> {
  const inside = new Inside();
  productApp(place, inside, new InstantSlack());
  return async (nth) => {
    const { who, text } = ask(nth);
    const rep = place.office.reps[who]!;
    return (await inside.deliver(commandBody(rep.slackUserId, '/customer', text))).acked;
  };
}
