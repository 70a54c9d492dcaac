import type { Work } from '../../db/transact.ts';
import type { Actor } from '../access/actor.ts';
import { audit } from '../audit/audit.ts';
import { listChanges } from '../audit/rules.ts';
import type { Stage } from '../customers/fields.ts';
import { type CustomerFile, updateCustomer } from '../customers/store.ts';
import { cancelOpen } from '../followups/changes.ts';
import { keepClock } from '../ownership/store/clock.ts';
import { enterStage } from '../playbooks/starting.ts';
import type { Step } from '../undo/store.ts';
import { insertMove } from './store.ts';

/** What a loss was about: to whom, what could bring the customer back, and when to try. */
export interface Loss {
  competitor: string | null;
  bringBack: string | null;
  winBackAt: Date | null;
  /** The civil day of it. */
  winBackOn: string | null;
}

/** Who moves a customer and why. `reason` is a code of the move; `details` are codes and ids for the audit. */
export interface Why {
  actor: Actor | 'system';
  reason: string | null;
  note?: string | null;
  loss?: Loss;
  details?: Record<string, string | number | boolean | null | string[]>;
}

/** What a move did, and the steps that take it back. */
export interface MoveDone {
  moveId: string;
  /** Open follow-ups that a lost customer no longer needs. */
  cancelled: number;
  back: Step[];
}

/**
 * Moves a customer to another stage, whatever the table of needs says: for the move a person asked for,
 * once it was judged, and for facts that are the proof themselves (a contract was signed). Writes the
 * stage, the move, its history row, the clock of protection, and what it does to plans. The file must be
 * locked and fresh.
 */
export async function moveTo(
  work: Work,
  file: CustomerFile,
  to: Stage,
  why: Why,
): Promise<MoveDone> {
  const from = file.stage;
  const isLost = to === 'lost';
  const written = await updateCustomer(work, file, {
    columns: { stage: to, lostReason: isLost ? why.reason : null },
  });
  if (!written) throw new Error('a stage was moved on a file that is not fresh');
  const moveId = await insertMove(work, file.dataKey, {
    customerId: file.id,
    fromStage: from,
    toStage: to,
    byId: why.actor === 'system' ? null : why.actor.id,
    reason: why.reason,
    loss: why.loss ?? null,
  });
  await keepClock(work, file.id);
  const cancelled = isLost ? await cancelOpen(work, file.id, 'lost') : [];
  const { id: customerId, teamId, repId } = file;
  const winBackAt = why.loss?.winBackAt ?? null;
  const plans = await enterStage(work, { customerId, teamId, repId, stage: to, winBackAt });
  const restore = { step: 'restore-stage', moveId, from, to, lostReason: file.lostReason };
  noteMove(work, file, to, why);
  return { moveId, cancelled: cancelled.length, back: [restore, ...plans, ...cancelled] };
}

function noteMove(work: Work, file: CustomerFile, to: Stage, why: Why): void {
  const { reason, note = null, loss, details } = why;
  audit(work, {
    actor: why.actor,
    action: 'customer.stage',
    subject: { kind: 'customer', id: file.id },
    customer: file,
    details: { version: file.version + 1, from: file.stage, to, reason, ...details },
    changes: listChanges(
      { stage: file.stage },
      {
        stage: to,
        note,
        competitor: loss?.competitor ?? null,
        bringBack: loss?.bringBack ?? null,
        winBackOn: loss?.winBackOn ?? null,
      },
    ),
  });
}
