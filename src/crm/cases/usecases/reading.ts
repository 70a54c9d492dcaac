import { type Reading, read } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { can, reachOf, requirePermission } from '../../access/rules.ts';
import type { Ctx } from '../../context.ts';
import { type CustomerRecord, findCustomer, findFile } from '../../customers/store.ts';
import { getSettings } from '../../settings/store.ts';
import { type Court, findFirstJudge, getCourt, mayJudge, maySeeEvidence } from '../court.ts';
import type { Evidence } from '../rules/evidence.ts';
import { type Proposal, proposeVerdict } from '../rules/proposal.ts';
import {
  type CaseLine,
  type CaseRow,
  findCase,
  findCaseByNumber,
  listCases,
  listParties,
  type Party,
} from '../store/cases.ts';
import { gatherEvidence } from '../store/evidence.ts';
import {
  type CaseWord,
  findCaseKey,
  listVerdicts,
  listWords,
  type StoredVerdict,
} from '../store/words.ts';

export type { CaseLine, CaseRow, CaseWord, Party, StoredVerdict };

/** Cases in a list; older ones are reached by their number. */
const MOST = 20;

/** The person's cases: those they are a party of, and those of the teams they lead; open ones first. */
export async function listMyCases(ctx: Ctx): Promise<{ lines: CaseLine[]; now: Date }> {
  const { actor } = ctx;
  const reach = reachOf(actor, 'case:decide');
  const teamIds = reach === 'all' ? null : reach === 'team' ? actor.teamIds : [];
  return read(ctx, async ({ db, now }) => ({
    lines: await listCases(db, { memberId: actor.id, teamIds, limit: MOST }),
    now,
  }));
}

/** A case as the person may see it. */
export interface CaseView {
  row: Pick<CaseRow, 'id' | 'number' | 'state' | 'appealUntil'>;
  now: Date;
  /** The asker's side; null: no party. */
  side: Party['side'] | null;
  /** The customer, where the person may know which one it is; null: a claimant before a verdict in their favour. */
  customer: CustomerRecord | null;
  /** Everything said; of a party's case their own words and the questions only. */
  words: CaseWord[];
  verdicts: StoredVerdict[];
  may: { judge: boolean; speak: boolean; appeal: boolean };
  /** For who decides: both sides with the evidence as of the claim, and what the rules propose. */
  file: {
    parties: Party[];
    /** How the claimant named the customer. */
    foundBy: string;
    evidence: Evidence;
    proposal: Proposal;
  } | null;
}

/** Opens a case by its id. */
export async function readCase(ctx: Ctx, caseId: string): Promise<CaseView> {
  return read(ctx, (at) => viewOf(at, ctx, caseId));
}

/** Opens a case by its number. Throws `notAllowed`, the same where there is none. */
export async function findCaseId(ctx: Ctx, number: number): Promise<string> {
  return read(ctx, async ({ db }) => {
    const row = await findCaseByNumber(db, number);
    if (!row) throw new Refusal('notAllowed');
    return row.id;
  });
}

async function viewOf(at: Reading, { actor }: Ctx, caseId: string): Promise<CaseView> {
  const { db, now } = at;
  const court = await getCourt(db, actor, caseId);
  const { row, parties } = court;
  const side = parties.find(({ memberId }) => memberId === actor.id)?.side ?? null;
  const key = await findCaseKey(at, row);
  const words = await listWords(at, key, row.id);
  const verdicts = await listVerdicts(at, key, row.id);
  const customer = await findCustomer(db, row.customerId);
  const isOpen = row.state === 'waiting' || row.state === 'appealed';
  const sees = maySeeEvidence(actor, court);
  const { id, number, state, appealUntil } = row;
  return {
    row: { id, number, state, appealUntil },
    now,
    side,
    customer: customer && mayKnow({ actor }, court, customer) ? customer : null,
    words: sees
      ? words
      : words.filter(({ memberId, kind }) => kind === 'question' || memberId === actor.id),
    verdicts: verdicts.map((one) => ({ ...one, evidence: sees ? one.evidence : null })),
    may: {
      judge: mayJudge(actor, court, await findFirstJudge(at, row.id)),
      speak: side !== null && isOpen,
      appeal: side !== null && row.state === 'decided' && (row.appealUntil ?? now) > now,
    },
    file: sees ? await weigh(at, court) : null,
  };
}

/** Who decides knows which customer it is; so does whoever may see the customer anyway. */
function mayKnow({ actor }: Pick<Ctx, 'actor'>, court: Court, customer: CustomerRecord): boolean {
  return maySeeEvidence(actor, court) || can(actor, 'customer:see', customer);
}

/** The evidence as of the claim, and what the rules of that day propose; null where the customer was erased. */
async function weigh(
  at: Pick<Reading, 'db' | 'keys'>,
  { row, parties }: Court,
): Promise<CaseView['file']> {
  const file = await findFile(at, row.customerId);
  if (!file) return null;
  const claimantIds = parties.flatMap((one) => (one.side === 'claimant' ? [one.memberId] : []));
  const { evidence, rules } = await gatherEvidence(at, row, { file, claimantIds });
  const sides = { holderId: row.holderId, claimantIds };
  const proposal = proposeVerdict(evidence, sides, rules);
  return { parties, foundBy: row.foundBy, evidence, proposal };
}

/** Throws `notAllowed` unless the person may decide this case now: before the form opens. */
export async function readForVerdict(
  ctx: Ctx,
  caseId: string,
): Promise<CaseView & { appealDays: number }> {
  return read(ctx, async (at) => {
    const view = await viewOf(at, ctx, caseId);
    const teamId = (await findCase(at.db, caseId))?.teamId ?? null;
    requirePermission(ctx.actor, 'case:decide', { teamId });
    if (!view.may.judge || !view.file) throw new Refusal(view.side ? 'caseOwn' : 'caseDecided');
    const { caseAppealDays } = await getSettings(at.db, teamId, at.now);
    return { ...view, appealDays: caseAppealDays };
  });
}

/** A case as a message tells of it when it leaves; null where the customer was erased. */
export interface CaseTold {
  row: CaseRow;
  parties: Party[];
  customer: Pick<CustomerRecord, 'number' | 'name' | 'gender' | 'repId' | 'teamId'>;
  statements: number;
  /** While it waits: the evidence as of the claim, and what the rules propose. */
  file: Pick<NonNullable<CaseView['file']>, 'evidence' | 'proposal'> | null;
  verdicts: Pick<StoredVerdict, 'verdict' | 'toId' | 'toName' | 'share' | 'byName' | 'instance'>[];
}

/** Reads a case for a message. */
export async function readTold(
  at: Pick<Reading, 'db' | 'keys'>,
  caseId: string,
): Promise<CaseTold | null> {
  const { db } = at;
  const row = await findCase(db, caseId);
  const customer = row && (await findCustomer(db, row.customerId));
  if (!row || !customer || customer.status === 'erased') return null;
  const statements = await db.caseWord.count({
    where: { caseId, kind: { in: ['claim', 'statement', 'appeal'] } },
  });
  const parties = await listParties(db, caseId);
  const isOpen = row.state === 'waiting' || row.state === 'appealed';
  return {
    row,
    parties,
    customer,
    statements,
    file: isOpen ? await weigh(at, { row, parties }) : null,
    verdicts: (await db.caseVerdict.count({ where: { caseId } }))
      ? (await listVerdicts({ db }, null, caseId)).map(({ evidence: _, ...rest }) => rest)
      : [],
  };
}
