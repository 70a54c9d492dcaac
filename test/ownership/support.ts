import { seedOffice } from '../../prisma/seed/office.ts';
import { findActor } from '../../src/crm/access/store.ts';
import type { Ctx } from '../../src/crm/context.ts';
import { NO_VALUES } from '../../src/crm/customers/values.ts';
import { protectionOf } from '../../src/crm/ownership/rules/protection.ts';
import { readClock } from '../../src/crm/ownership/store/clock.ts';
import { type Registration, registerCustomer } from '../../src/crm/registration/usecases.ts';
import type { SettingKey } from '../../src/crm/settings/rules.ts';
import { saveSetting } from '../../src/crm/settings/store.ts';
import { type TestDatabase, type TestDatabaseOptions, testDatabase } from '../support/database.ts';
import { askNothing } from '../support/moves.ts';

/** The seeded office without Slack: people as use cases know them. */
export interface Register {
  t: TestDatabase;
  as(slackUserId: string): Promise<Ctx>;
  /** Registers for the person and answers the new id. */
  register(
    slackUserId: string,
    phone: string,
    change?: Partial<Omit<Registration, 'values'>> & { values?: Partial<Registration['values']> },
  ): Promise<string>;
  set(key: SettingKey, value: unknown, from?: string): Promise<void>;
}

/** An office in which moves ask for nothing, so that a test about something else moves customers as it likes. */
export async function openRegister(options: TestDatabaseOptions = {}): Promise<Register> {
  const t = await testDatabase(options);
  await seedOffice(t.db);
  await askNothing(t);
  const as = async (slackUserId: string): Promise<Ctx> => ({
    db: t.db,
    keys: t.keyring,
    actor: (await findActor(t.db, slackUserId))!,
  });
  return {
    t,
    as,
    async register(slackUserId, phone, { values, ...change } = {}) {
      const [row] = await t.db.$queryRaw<{ now: Date }[]>`SELECT app_now() AS now`;
      const { id } = await registerCustomer(await as(slackUserId), {
        values: { ...NO_VALUES, name: '王女士', phones: [phone], ...values },
        arrivalKind: 'visit',
        arrivedAt: row!.now,
        grade: 'B',
        consent: true,
        followUp: null,
        // Phones of tests are close to each other: who registers here has been asked already.
        accepted: true,
        ...change,
      });
      return id;
    },
    set: (key, value, from = '2020-01-01T00:00:00Z') =>
      saveSetting(t.db, { teamId: null, key, value, from: new Date(from), byId: null }),
  };
}

/** What the customer's row keeps, and what its clock says when read anew. */
export async function keptAndRead(t: TestDatabase, id: string) {
  const row = await t.db.customer.findUniqueOrThrow({ where: { id } });
  const clock = await readClock(t.db, id);
  const read = clock && protectionOf(clock);
  return {
    kept: { until: row.protectedUntil, because: row.protectionBecause },
    read: { until: read?.until ?? null, because: read?.because ?? null },
  };
}
