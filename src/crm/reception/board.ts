import type { Handle } from '../../db/client.ts';
import type { Work } from '../../db/transact.ts';
import { planMessage, redrawMessage } from '../../ledger/plan.ts';
import { civilDay } from '../../lib/calendar/index.ts';
import { listAway } from '../absence/store.ts';
import type { Team } from '../access/store.ts';
import { arrange, type Rota } from './rules/rota.ts';
import { type Desk, listPlaces, saveDesk } from './store/rota.ts';

/** The kind of the message that shows a rota. */
const ROTA = 'rota';

/** The rota of a team as it stands at a moment: who is on leave or at rest is passed over. */
export async function readRotaOf(db: Handle, team: Team, now: Date): Promise<Rota> {
  const away = await listAway(db, now);
  return arrange(await listPlaces(db, team.id), new Set(away.keys()));
}

/**
 * Keeps the live message of today in the reception channel: posts the day's first one, draws it again
 * after that; yesterday's, and one in another channel, is drawn once more to say that it is over.
 * `byId` is told in their place where the channel cannot be reached.
 */
export async function showRota(work: Work, team: Team, desk: Desk, byId: string): Promise<void> {
  const channel = desk.channelId ?? team.channelId;
  if (!channel) return;
  if (desk.messageId) await redrawMessage(work.tx, desk.messageId);
  const shownAs = `${civilDay(work.now, team.zone)} ${channel}`;
  if (desk.shownAs === shownAs) return;
  const messageId = await planMessage(work.tx, {
    kind: ROTA,
    memberId: byId,
    target: `channel:${channel}`,
    recipient: `${ROTA}:${team.id}`,
    slot: work.now.toISOString(),
    dueAt: work.now,
    content: { teamId: team.id },
  });
  await saveDesk(work.tx, team.id, { messageId, shownAs });
}
