import type { Handle } from '../../db/client.ts';
import { type DataKey, open, seal } from '../../db/sealing.ts';
import type { Work } from '../../db/transact.ts';
import { supersedeNudges } from '../../ledger/plan.ts';
import { newId } from '../../lib/id.ts';
import { Refusal } from '../../lib/refusal.ts';

/** What of a viewing changes in its life, in the clear where it is not sealed. */
export interface ViewingState {
  memberId: string;
  unitIds: string[];
  unitCodes: string[];
  startsAt: Date;
  endsAt: Date;
  zone: string;
  state: string;
  outcome: string | null;
  cancelReason: string | null;
  partySize: number | null;
  decisionMaker: boolean | null;
  interactionId: string | null;
  closedAt: Date | null;
  dayAt: Date | null;
  soonAt: Date | null;
  askAt: Date | null;
}

export interface ViewingRow extends ViewingState {
  id: string;
  customerId: string;
  version: number;
  returnOfId: string | null;
  createdById: string;
  createdAt: Date;
  noteSealed: Uint8Array | null;
  likedSealed: Uint8Array | null;
  objectionsSealed: Uint8Array | null;
}

/** A person's words about a viewing, in the clear. */
export interface ViewingWords {
  note: string | null;
  liked: string | null;
  objections: string | null;
}

const place = (id: string, column: string) => ({ table: 'viewings', column, rowId: id });

const sealed = (dataKey: DataKey, id: string, column: string, words: string | null) =>
  words === null ? null : new Uint8Array(seal(dataKey, place(id, column), words));

/** A viewing as it is planned. */
export interface NewViewing {
  customerId: string;
  memberId: string;
  unitIds: string[];
  unitCodes: string[];
  startsAt: Date;
  endsAt: Date;
  zone: string;
  note: string | null;
  returnOfId: string | null;
  createdById: string;
  dayAt: Date | null;
  soonAt: Date | null;
  askAt: Date | null;
}

/** Writes a planned viewing; the note is sealed under the customer's key. Answers its id. */
export async function insertViewing(
  work: Work,
  dataKey: DataKey,
  { note, ...viewing }: NewViewing,
): Promise<string> {
  const id = newId(work.now);
  await work.tx.viewing.create({
    data: {
      id,
      ...viewing,
      createdAt: work.now,
      noteSealed: sealed(dataKey, id, 'note_sealed', note),
    },
  });
  return id;
}

/** A viewing, or null. */
export async function findViewing(db: Handle, id: string): Promise<ViewingRow | null> {
  return db.viewing.findUnique({ where: { id } });
}

/** A customer's viewings that are still to be held or to be written up, the next one first. */
export async function listPlannedOf(db: Handle, customerId: string): Promise<ViewingRow[]> {
  return db.viewing.findMany({
    where: { customerId, state: 'planned' },
    orderBy: { startsAt: 'asc' },
  });
}

/** Another viewing that somebody has in this time: whose customer, when. */
export interface Clash {
  id: string;
  customerId: string;
  number: number;
  name: string;
  gender: string | null;
  startsAt: Date;
  endsAt: Date;
}

/** Viewings that a person has planned in this time, without the one that is being moved. */
export async function listClashes(
  db: Handle,
  wish: { memberId: string; startsAt: Date; endsAt: Date; exceptId?: string | undefined },
): Promise<Clash[]> {
  const rows = await db.viewing.findMany({
    where: {
      memberId: wish.memberId,
      state: 'planned',
      startsAt: { lt: wish.endsAt },
      endsAt: { gt: wish.startsAt },
      ...(wish.exceptId && { id: { not: wish.exceptId } }),
    },
    include: { customer: { select: { number: true, name: true, gender: true } } },
    orderBy: { startsAt: 'asc' },
  });
  return rows.map(({ id, customerId, startsAt, endsAt, customer }) => ({
    ...{ id, customerId, startsAt, endsAt },
    ...customer,
  }));
}

/** Words sealed for a viewing that are written with a change. */
export type NewWords = Partial<Pick<ViewingWords, 'liked' | 'objections'>>;

/**
 * Changes a viewing that is still as it was read; throws `viewingChanged` otherwise. Every change counts its
 * version up, and settles its reminders: what has not left does not leave.
 */
export async function saveViewing(
  work: Work,
  row: Pick<ViewingRow, 'id' | 'version'>,
  change: Partial<ViewingState>,
  words: NewWords & { dataKey?: DataKey } = {},
): Promise<void> {
  const { dataKey, liked, objections } = words;
  const { count } = await work.tx.viewing.updateMany({
    where: { id: row.id, version: row.version },
    data: {
      ...change,
      ...(dataKey &&
        liked !== undefined && { likedSealed: sealed(dataKey, row.id, 'liked_sealed', liked) }),
      ...(dataKey &&
        objections !== undefined && {
          objectionsSealed: sealed(dataKey, row.id, 'objections_sealed', objections),
        }),
      version: { increment: 1 },
    },
  });
  if (count === 0) throw new Refusal('viewingChanged');
  await supersedeNudges(work.tx, {
    subjectIds: [row.id],
    outcome: outcomeOf(change),
    now: work.now,
  });
}

/** What a posted reminder of it says from now on. */
function outcomeOf({ state, memberId }: Partial<ViewingState>): string {
  if (state === 'done' || state === 'cancelled') return state;
  return memberId === undefined ? 'moved' : 'reassigned';
}

/** What was said about a viewing, in the clear. */
export function openWords(dataKey: DataKey, row: ViewingRow): ViewingWords {
  const say = (column: string, bytes: Uint8Array | null) =>
    bytes ? open(dataKey, place(row.id, column), bytes) : null;
  return {
    note: say('note_sealed', row.noteSealed),
    liked: say('liked_sealed', row.likedSealed),
    objections: say('objections_sealed', row.objectionsSealed),
  };
}

/** A visit of the customer that is counted already and belongs to no other viewing; null where there is none. */
export async function findVisit(
  db: Handle,
  customerId: string,
  between: { from: Date; to: Date },
): Promise<string | null> {
  const [row] = await db.$queryRaw<{ id: string }[]>`
    SELECT i.id FROM interactions i
    WHERE i.customer_id = ${customerId}::uuid AND i.kind IN ('visit', 'revisit') AND i.effective
      AND i.withdrawn_at IS NULL AND i.happened_at BETWEEN ${between.from} AND ${between.to}
      AND NOT EXISTS (SELECT FROM viewings v WHERE v.interaction_id = i.id)
    ORDER BY i.happened_at LIMIT 1`;
  return row?.id ?? null;
}

/** Whether the customer came to a viewing, on time or late. */
export async function hasViewed(db: Handle, customerId: string): Promise<boolean> {
  const found = await db.viewing.findFirst({
    where: { customerId, outcome: { in: ['came', 'late'] } },
    select: { id: true },
  });
  return found !== null;
}
