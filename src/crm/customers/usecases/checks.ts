import { read } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { can } from '../../access/rules.ts';
import { findMember } from '../../access/store.ts';
import { listChecks } from '../../audit/store.ts';
import type { Ctx } from '../../context.ts';
import { type CustomerRecord, listRecords } from '../store.ts';

/** The newest so many are shown. */
const MOST = 30;

/** Whom somebody asked about, the newest checks first, `most` at the most. */
export interface Checks {
  name: string;
  checks: CheckLine[];
  most: number;
  now: Date;
}

/** One check: by what somebody asked, and what they were told about. */
export interface CheckLine {
  at: Date;
  by: string;
  /** Of the records it found those the reader may see. */
  records: CustomerRecord[];
  /** How many more it found. */
  hidden: number;
}

/** The checks a person of one's teams made, the newest first (#34): nothing of what was typed is kept. */
export async function readChecks(ctx: Ctx, memberId: string): Promise<Checks> {
  const { actor } = ctx;
  return read(ctx, async ({ db, now }) => {
    const member = await findMember(db, memberId);
    const maySee = member?.teamIds.some((teamId) => can(actor, 'member:see', { teamId }));
    if (!member || !(maySee || actor.role === 'administrator')) throw new Refusal('notAllowed');
    const rows = await listChecks(db, memberId, MOST);
    const records = await listRecords(db, [...new Set(rows.flatMap(({ found }) => found))]);
    const seen = records.filter((record) => can(actor, 'customer:see', record));
    const checks = rows.map(({ at, by, found }) => {
      const own = seen.filter(({ id }) => found.includes(id));
      return { at, by, records: own, hidden: found.length - own.length };
    });
    return { name: member.name, checks, most: MOST, now };
  });
}
