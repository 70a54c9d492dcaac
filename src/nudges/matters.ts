import { findSaidSteps, type SaidStep } from '../crm/playbooks/store/said.ts';
import type { Handle } from '../db/client.ts';

/** A nudge with what it is about, as things are now. */
export interface Matter {
  nudgeId: string;
  messageId: string;
  rule: string;
  rung: number;
  slot: string;
  /** Why it is settled already, or null. */
  outcome: string | null;
  dueAt: Date;
  subjectId: string;
  /** Whose matter it was when it was planned. */
  memberId: string;
  customerId: string;
  number: number;
  name: string;
  gender: string | null;
  grade: string | null;
  stage: string;
  stageSince: Date;
  status: string;
  doNotContact: boolean;
  repId: string | null;
  hasPlan: boolean;
  lastEffectiveAt: Date | null;
  confirmedAt: Date;
  protectedUntil: Date | null;
  /** The follow-up, where the subject is one. */
  followUp: {
    state: string;
    dueVersion: number;
    memberId: string;
    dueAt: Date;
    grain: string;
    /** The step of a playbook it carries, how, and by when that is to be done. */
    step: SaidStep | null;
    stepAs: string | null;
    limitAt: Date | null;
  } | null;
  /** What is to be done for a deal, where the subject is one. */
  duty: { dealId: string; kind: string; state: string; version: number; dueAt: Date } | null;
  /** The viewing, where the subject is one. */
  viewing: {
    state: string;
    version: number;
    memberId: string;
    startsAt: Date;
    unitCodes: string[];
    hasBegun: boolean;
  } | null;
}

interface MatterRow extends Omit<Matter, 'followUp' | 'viewing' | 'duty'> {
  dutyDealId: string | null;
  dutyKind: string;
  dutyState: string;
  dutyVersion: number;
  dutyDueAt: Date;
  viewingState: string | null;
  viewingVersion: number;
  viewingMemberId: string;
  startsAt: Date;
  unitCodes: string[];
  hasBegun: boolean;
  followUpState: string | null;
  dueVersion: number;
  followUpMemberId: string;
  followUpDueAt: Date;
  grain: string;
  stepId: string | null;
  stepAs: string | null;
  limitAt: Date | null;
}

/** What these messages carry, as it is now, in the order it came due. */
export async function listMatters(db: Handle, messageIds: string[]): Promise<Matter[]> {
  const rows = await db.$queryRaw<MatterRow[]>`
    SELECT n.id AS "nudgeId", n.message_id AS "messageId", n.rule, n.rung, n.slot, n.outcome, n.due_at AS "dueAt",
      n.subject_id AS "subjectId", n.member_id AS "memberId", c.id AS "customerId", c.number, c.name, c.gender,
      c.grade, c.stage, c.stage_since AS "stageSince", c.status, c.do_not_contact AS "doNotContact", c.rep_id AS "repId", c.has_plan AS "hasPlan",
      c.last_effective_at AS "lastEffectiveAt", c.confirmed_at AS "confirmedAt",
      c.protected_until AS "protectedUntil", f.state AS "followUpState",
      f.due_version AS "dueVersion", f.member_id AS "followUpMemberId", f.due_at AS "followUpDueAt", f.grain,
      v.state AS "viewingState", v.version AS "viewingVersion", v.member_id AS "viewingMemberId",
      v.starts_at AS "startsAt", v.unit_codes AS "unitCodes", v.starts_at <= app_now() AS "hasBegun",
      f.step_id AS "stepId", f.step_as AS "stepAs", f.limit_at AS "limitAt",
      u.deal_id AS "dutyDealId", u.kind AS "dutyKind", u.state AS "dutyState", u.version AS "dutyVersion",
      u.due_at AS "dutyDueAt"
    FROM nudges n JOIN customers c ON c.id = n.about_id LEFT JOIN follow_ups f ON f.id = n.subject_id
      LEFT JOIN viewings v ON v.id = n.subject_id LEFT JOIN deal_duties u ON u.id = n.subject_id
    WHERE n.message_id = ANY(${messageIds}::uuid[]) ORDER BY n.due_at, n.id`;
  const steps = await findSaidSteps(
    db,
    rows.map(({ stepId }) => stepId),
  );
  return rows.map((row) => matterOf(row, (row.stepId && steps.get(row.stepId)) || null));
}

function matterOf(row: MatterRow, step: SaidStep | null): Matter {
  const { followUpState, dueVersion, followUpMemberId, followUpDueAt, grain, ...rest } = row;
  const {
    viewingState,
    viewingVersion,
    viewingMemberId,
    startsAt,
    unitCodes,
    hasBegun,
    stepId: _,
    stepAs,
    limitAt,
    dutyDealId,
    dutyKind,
    dutyState,
    dutyVersion,
    dutyDueAt,
    ...matter
  } = rest;
  return {
    ...matter,
    duty:
      dutyDealId === null
        ? null
        : {
            dealId: dutyDealId,
            kind: dutyKind,
            state: dutyState,
            version: dutyVersion,
            dueAt: dutyDueAt,
          },
    followUp:
      followUpState === null
        ? null
        : {
            state: followUpState,
            dueVersion,
            memberId: followUpMemberId,
            dueAt: followUpDueAt,
            grain,
            step,
            stepAs,
            limitAt,
          },
    viewing:
      viewingState === null
        ? null
        : {
            state: viewingState,
            version: viewingVersion,
            memberId: viewingMemberId,
            startsAt,
            unitCodes,
            hasBegun,
          },
  };
}

/** Notes that these reasons need not be told any more, each with its outcome. */
export async function settleMatters(
  db: Handle,
  over: { nudgeId: string; outcome: string }[],
): Promise<void> {
  if (over.length === 0) return;
  await db.$executeRaw`
    UPDATE nudges n SET state = 'settled', outcome = o.outcome, settled_at = app_now()
    FROM jsonb_to_recordset(${JSON.stringify(over)}::jsonb) AS o("nudgeId" uuid, outcome text)
    WHERE n.id = o."nudgeId" AND n.state = 'open'`;
}
