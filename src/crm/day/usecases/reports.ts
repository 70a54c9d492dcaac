import { getOfficeKey } from '../../../db/data-keys.ts';
import { type Reading, read, transact, type Work } from '../../../db/transact.ts';
import { redrawMessage } from '../../../ledger/plan.ts';
import { Refusal } from '../../../lib/refusal.ts';
import type { Actor } from '../../access/actor.ts';
import { requirePermission } from '../../access/rules.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { canConfirm, MAX_REPORT_NOTE } from '../rules.ts';
import { listManagedTeams } from '../store.ts';
import { confirmReportRow, findReport, type Report } from '../store-reports.ts';
import { current, gather, type OwnReport, planOfficeReport } from './standing.ts';

/** What came of a confirmation. */
export type Confirmed = { id: string; day: string };

/** Confirms one's own daily report as it stands now, with a note if there is one. Throws `reportOver`. */
export async function confirmReport(ctx: Ctx, id: string, note: string | null): Promise<Confirmed> {
  const { actor } = ctx;
  return transact(ctx, async (work) => {
    const { report, figures } = await readOwn(
      { db: work.tx, now: work.now, keys: work.keys },
      actor,
      id,
    );
    if (!canConfirm(report.day, work.now, actor.zone)) throw new Refusal('reportOver');
    const text = readNote(note);
    const key = await getOfficeKey(work.tx, work.keys);
    await confirmReportRow(work, report, { figures, note: text, key });
    if (report.messageId) await redrawMessage(work.tx, report.messageId);
    await planWhenComplete(work, report);
    audit(work, {
      actor,
      action: 'report.confirm',
      subject: { kind: 'report', id },
      details: { day: report.day, noted: text !== null },
    });
    return { id, day: report.day };
  });
}

/** When the last rep of a team has confirmed, the managers need not wait. */
async function planWhenComplete(work: Work, { teamId, day }: Report): Promise<void> {
  const { db, now } = { db: work.tx, now: work.now };
  const { missing } = await gather({ db, now, keys: work.keys }, teamId, day);
  if (missing.length > 0) return;
  for (const pair of await listManagedTeams(db)) {
    if (pair.teamId === teamId)
      await planOfficeReport(db, { teamId, managerId: pair.managerId, day, dueAt: now });
  }
}

function readNote(typed: string | null): string | null {
  const note = (typed ?? '').normalize('NFC').trim();
  if (note.length > MAX_REPORT_NOTE) throw new Refusal('tooLong', { max: MAX_REPORT_NOTE }, 'note');
  return note === '' ? null : note;
}

/** One's own report of a day, for the form that adds a note. */
export async function readReport(ctx: Ctx, id: string): Promise<OwnReport> {
  return read(ctx, (at) => readOwn(at, ctx.actor, id));
}

async function readOwn(at: Reading, actor: Actor, id: string): Promise<OwnReport> {
  const report = await findReport(at.db, id);
  requirePermission(actor, 'daily-report:confirm', { repId: report?.memberId ?? null });
  return current(at, report!, actor.zone);
}
