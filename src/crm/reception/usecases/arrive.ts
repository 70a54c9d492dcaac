import { read, transact } from '../../../db/transact.ts';
import { findMember } from '../../access/store.ts';
import type { Ctx } from '../../context.ts';
import { getSettings } from '../../settings/store.ts';
import { requireDeskTeam, type Where } from '../desk.ts';
import { receiveParty } from '../receive.ts';
import { readSaid } from '../schema.ts';
import { type Arrival, findArrival } from '../store/arrivals.ts';
import { countingQuestions, keepSaid, type Told } from '../telling.ts';

/** Who is at the door, as far as it is said. */
export interface ArrivalWish extends Where {
  /** The rep the customer asks for. */
  askedFor?: string | null;
  /** What was typed: heads, a phone or a number. */
  text?: string;
}

/** An arrival that was noted: whose it is, and what was found out about the party. */
export interface Noted {
  arrival: Arrival;
  repName: string;
  told: Told | null;
  now: Date;
}

/**
 * 来客 / 指名: stamps the arrival, gives it to a rep and tells them; with a phone or a number the register is
 * asked at once. Throws what `receiveParty`, `readSaid` and `keepSaid` throw.
 */
export async function noteArrival(ctx: Ctx, wish: ArrivalWish): Promise<Noted> {
  const note = () =>
    transact(ctx, async (work) => {
      const team = await requireDeskTeam(work.tx, ctx.actor, 'reception:note', wish);
      const { phoneRegion } = await getSettings(work.tx, team.id, work.now);
      const said = readSaid(wish.text ?? '', phoneRegion);
      const { askedFor = null } = wish;
      const id = await receiveParty(work, ctx.actor, { team, askedFor, partySize: said.partySize });
      const told = said.identity ? await keepSaid(work, ctx.actor, id, said) : null;
      return { id, told };
    });
  const done = await countingQuestions(ctx, note);
  return readNoted(ctx, done.id, done.told as Told | null);
}

/** An arrival with the words that a screen needs. */
export async function readNoted(ctx: Ctx, id: string, told: Told | null): Promise<Noted> {
  return read(ctx, async ({ db, now }) => {
    const arrival = (await findArrival(db, id))!;
    const rep = await findMember(db, arrival.memberId);
    return { arrival, repName: rep?.name ?? '', told, now };
  });
}
