import { transact, type Work } from '../../../db/transact.ts';
import { supersedeNudges } from '../../../ledger/plan.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { findMember, findTeam, type Member } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import type { Change } from '../../audit/rules.ts';
import type { Ctx } from '../../context.ts';
import { openLocked } from '../../customers/lock.ts';
import type { CustomerFile } from '../../customers/store.ts';
import { recutCredits } from '../../deals/crediting.ts';
import { cancelOpen } from '../../followups/changes.ts';
import { listOpenOf, saveFollowUp } from '../../followups/store.ts';
import { sendToPool } from '../../ownership/offering.ts';
import { addOfficeDays } from '../../ownership/rules/protection.ts';
import { keepClock } from '../../ownership/store/clock.ts';
import { giveTo } from '../../ownership/store/holder.ts';
import { endPause } from '../../ownership/store/pauses.ts';
import { noteChange } from '../../review/opening.ts';
import { getSettings } from '../../settings/store.ts';
import { type Court, findFirstJudge, requireJudge } from '../court.ts';
import { proposeVerdict, RULES_VERSION, type Verdict } from '../rules/proposal.ts';
import { saveCase } from '../store/cases.ts';
import { gatherEvidence } from '../store/evidence.ts';
import { insertVerdict, listVerdicts, type StoredVerdict } from '../store/words.ts';
import { redrawCards, tellParties } from '../telling.ts';
import { lockCourt } from './speaking.ts';

/** What who decides decided. `toId`: a claimant (give, split); `share`: that person's percent (split). */
export interface Decision {
  caseId: string;
  verdict: Verdict;
  toId: string | null;
  share: number | null;
  reason: string;
}

/** What came of it: codes and ids. */
interface Decided {
  [key: string]: string | number;
  id: string;
  number: number;
}

/**
 * Decides a case (#38): the verdict, its reason, the rules and the evidence as they stand are kept for good,
 * the assignment moves in the same transaction, every party is told privately. The first verdict can be
 * appealed; the one on appeal is final. Throws what `requireJudge` throws, `caseTo`, `caseShare`, `caseGone`,
 * `creditOwn` for a judge who would have a larger part of a deal by it.
 */
export async function decideCase(ctx: Ctx, decision: Decision): Promise<Decided> {
  return transact(ctx, async (work) => {
    const court = await lockCourt(work, ctx, decision.caseId);
    const { row } = court;
    requireJudge(ctx.actor, court, await findFirstJudge({ db: work.tx }, row.id));
    requireComplete(decision, court);
    const file = await openLocked(work, row.customerId);
    if (!file) throw new Refusal('erased');
    await keepVerdict(work, { ctx, court, file, decision });
    const { appealUntil, moved } = await carryOut(work, { ctx, court, file, decision });
    const isFinal = row.state === 'appealed';
    await saveCase(work, row.id, {
      state: isFinal ? 'final' : 'decided',
      decidedAt: work.now,
      appealUntil: isFinal ? null : appealUntil,
      settledAt: isFinal ? work.now : null,
    });
    await redrawCards(work, row);
    await tellParties(work, court, 'verdict');
    // Deals that were made before the verdict count as it says from now on.
    await recutCredits(work, ctx, file, {
      code: isFinal ? 'appeal' : 'verdict',
      number: row.number,
    });
    audit(work, {
      actor: ctx.actor,
      action: isFinal ? 'case.decide-appeal' : 'case.decide',
      subject: { kind: 'case', id: row.id },
      customer: file,
      details: {
        number: row.number,
        verdict: decision.verdict,
        to: decision.toId,
        share: decision.share,
        ...(moved && { version: file.version + 1 }),
      },
      changes: moved ? [moved] : [],
    });
    return { id: row.id, number: row.number };
  });
}

/** A claimant where the verdict names somebody, a percentage where it splits; nothing else beside. */
function requireComplete(decision: Decision, { parties }: Court): void {
  const { verdict, toId, share } = decision;
  const namesSomebody = verdict === 'give' || verdict === 'split';
  const isClaimant = parties.some((one) => one.memberId === toId && one.side === 'claimant');
  if (namesSomebody !== (toId !== null) || (toId !== null && !isClaimant))
    throw new Refusal('caseTo', {}, 'to');
  if ((verdict === 'split') !== (share !== null)) throw new Refusal('caseShare', {}, 'share');
}

interface Judging {
  ctx: Ctx;
  court: Court;
  file: CustomerFile;
  decision: Decision;
}

async function keepVerdict(work: Work, { ctx, court, file, decision }: Judging): Promise<void> {
  const { row, parties } = court;
  const claimantIds = parties.flatMap((one) => (one.side === 'claimant' ? [one.memberId] : []));
  const at = { db: work.tx };
  const { evidence, rules } = await gatherEvidence(at, row, { file, claimantIds });
  const proposal = proposeVerdict(evidence, { holderId: row.holderId, claimantIds }, rules);
  await insertVerdict(work, file.dataKey, {
    caseId: row.id,
    instance: row.state === 'appealed' ? 2 : 1,
    verdict: decision.verdict,
    toId: decision.toId,
    share: decision.share,
    byId: ctx.actor.id,
    proposed: proposal.verdict,
    proposedRule: proposal.rule,
    rulesVersion: RULES_VERSION,
    rulesAt: row.openedAt,
    rules: { ...rules },
    reason: decision.reason,
    evidence,
  });
}

/** Moves the assignment as decided; answers until when an appeal is possible, and what moved. */
async function carryOut(
  work: Work,
  judging: Judging,
): Promise<{ appealUntil: Date; moved: Change | null }> {
  const { court, file, decision } = judging;
  const settings = await getSettings(work.tx, court.row.teamId, work.now);
  const zone = (await findTeam(work.tx, court.row.teamId))?.zone ?? 'UTC';
  const appealUntil = addOfficeDays(work.now, settings.caseAppealDays, zone);
  await endPause(work, file.id, 'case');
  const moved =
    decision.verdict === 'pool'
      ? await toPool(work, judging, appealUntil)
      : await toRep(work, judging);
  if (!moved) await keepClock(work, file.id);
  return { appealUntil, moved };
}

/** Nobody claims it before the verdict is final: on appeal it could still be somebody's. */
async function toPool(
  work: Work,
  { court, file }: Judging,
  appealUntil: Date,
): Promise<Change | null> {
  if (file.repId === null) return null;
  const before = await findMember(work.tx, file.repId);
  const isFinal = court.row.state === 'appealed';
  await cancelOpen(work, file.id, 'judged');
  await supersedeNudges(work.tx, { aboutIds: [file.id], outcome: 'closed', now: work.now });
  await sendToPool(work, file, { why: 'judged', ...(!isFinal && { notBefore: appealUntil }) });
  return { field: 'assignedRep', old: before?.name ?? null, new: null };
}

async function toRep(work: Work, judging: Judging): Promise<Change | null> {
  const { ctx, file } = judging;
  const to = await holderAfter(work, judging);
  if (!to || to.id === file.repId) return null;
  const before = file.repId ? await findMember(work.tx, file.repId) : null;
  const teamId = to.teamIds.includes(file.teamId) ? undefined : to.teamIds[0];
  for (const row of await listOpenOf(work.tx, file.id))
    await saveFollowUp(work, row, { memberId: to.id });
  await supersedeNudges(work.tx, { aboutIds: [file.id], outcome: 'reassigned', now: work.now });
  await giveTo(work, file, {
    toId: to.id,
    byId: ctx.actor.id,
    why: 'judged',
    ...(teamId && { teamId }),
  });
  const settings = await getSettings(work.tx, teamId ?? file.teamId, work.now);
  await noteChange(work, { file, fields: ['assignedRep'], actor: ctx.actor, settings });
  return { field: 'assignedRep', old: before?.name ?? null, new: to.name };
}

/**
 * Whose it is after the verdict: the claimant it was given to; who holds it now; on appeal, who held it
 * before the first verdict took it away. Null: nothing moves.
 */
async function holderAfter(work: Work, { court, file, decision }: Judging): Promise<Member | null> {
  if (decision.verdict === 'give') return requireActive(work, decision.toId!);
  const [first] = await listVerdicts({ db: work.tx }, null, court.row.id);
  const returns = court.row.state === 'appealed' && tookAway(first);
  return returns || file.repId === null ? requireActive(work, court.row.holderId) : null;
}

const tookAway = (verdict: StoredVerdict | undefined): boolean =>
  verdict?.verdict === 'give' || verdict?.verdict === 'pool';

/** Throws `caseGone`: who has left cannot be an assigned rep. */
async function requireActive(work: Work, memberId: string): Promise<Member> {
  const member = await findMember(work.tx, memberId);
  if (!member?.active || member.role === 'reviewer') throw new Refusal('caseGone', {}, 'verdict');
  return member;
}
