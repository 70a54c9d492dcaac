import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import type { Db } from '../../src/db/client.ts';
import { newId } from '../../src/lib/id.ts';

type Person = keyof typeof PEOPLE;

/** A customer as a digest looks at one. Times are ISO texts. */
export interface CustomerRow {
  rep?: Person | null;
  team?: keyof typeof TEAMS;
  name?: string;
  registered: string;
  /** When the enquiry came; the moment of registration by default. */
  arrived?: string;
  stage?: string;
  status?: string;
  source?: string | null;
  districts?: string[];
  completeness?: number;
  contacted?: string | null;
}

/** Writes a customer row; answers its id. */
export async function addCustomer(db: Db, row: CustomerRow): Promise<string> {
  const registeredAt = new Date(row.registered);
  const id = newId(registeredAt);
  const rep = row.rep === null ? null : PEOPLE[row.rep ?? 'lina'].id;
  await db.customer.create({
    data: {
      id,
      teamId: TEAMS[row.team ?? 'east'].id,
      repId: rep,
      registeredById: rep ?? PEOPLE.lina.id,
      name: row.name ?? '王女士',
      stage: row.stage ?? 'potential',
      status: row.status ?? 'active',
      arrivalKind: 'visit',
      arrivedAt: new Date(row.arrived ?? row.registered),
      registeredAt,
      source: row.source ?? null,
      districts: row.districts ?? [],
      completeness: row.completeness ?? 100,
      confirmedAt: registeredAt,
      updatedAt: registeredAt,
      lastEffectiveAt: row.contacted ? new Date(row.contacted) : null,
    },
  });
  return id;
}

export interface ContactRow {
  by?: Person;
  kind?: string;
  effective?: boolean;
  at: string;
  withdrawn?: boolean;
}

/** Writes a contact of a customer. */
export async function addContact(db: Db, customerId: string, row: ContactRow): Promise<void> {
  const at = new Date(row.at);
  await db.interaction.create({
    data: {
      id: newId(at),
      customerId,
      memberId: PEOPLE[row.by ?? 'lina'].id,
      kind: row.kind ?? 'phone',
      effective: row.effective ?? true,
      happenedAt: at,
      enteredAt: at,
      withdrawnAt: row.withdrawn ? at : null,
    },
  });
}

export interface PlanRow {
  by?: Person;
  due: string;
  grain?: string;
  /** How and when it ended; open without. */
  done?: string;
  cancelled?: string;
  created?: string;
}

/** Writes a follow-up of a customer. */
export async function addPlan(db: Db, customerId: string, row: PlanRow): Promise<void> {
  const dueAt = new Date(row.due);
  const closed = row.done ?? row.cancelled;
  const memberId = PEOPLE[row.by ?? 'lina'].id;
  await db.followUp.create({
    data: {
      id: newId(dueAt),
      customerId,
      memberId,
      dueAt,
      firstDueAt: dueAt,
      grain: row.grain ?? 'minute',
      zone: 'Asia/Shanghai',
      state: row.done ? 'done' : row.cancelled ? 'cancelled' : 'open',
      closedAt: closed ? new Date(closed) : null,
      createdById: memberId,
      createdAt: new Date(row.created ?? '2026-01-05T10:00:00+08:00'),
    },
  });
}

/** Writes a move between stages. */
export async function addMove(
  db: Db,
  customerId: string,
  move: { from: string | null; to: string; at: string },
): Promise<void> {
  const at = new Date(move.at);
  await db.stageMove.create({
    data: { id: newId(at), customerId, fromStage: move.from, toStage: move.to, at },
  });
}
