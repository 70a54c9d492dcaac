import { Refusal } from '../../lib/refusal.ts';
import { LOST_REASONS, type Stage } from '../customers/fields.ts';

/** Why a customer goes back to an earlier stage, or comes back from the lost ones. */
export const BACK_REASONS = ['cooled', 'need_changed', 'deal_off', 'came_back', 'mistake'] as const;

/** What a move asks for: nothing, why the customer is lost, or why it goes back. */
export type MoveKind = 'forward' | 'lost' | 'back';

/**
 * The moves between stages (#45–#49): forward one or more steps, lost from anywhere before the deal and
 * from a deal that fell through, back with a reason. Read a row aloud: "an interested customer may …".
 */
const MOVES: Record<Stage, Partial<Record<Stage, MoveKind>>> = {
  potential: { interested: 'forward', negotiating: 'forward', closed: 'forward', lost: 'lost' },
  interested: { potential: 'back', negotiating: 'forward', closed: 'forward', lost: 'lost' },
  negotiating: { potential: 'back', interested: 'back', closed: 'forward', lost: 'lost' },
  closed: { interested: 'back', negotiating: 'back', lost: 'lost' },
  lost: { potential: 'back', interested: 'back', negotiating: 'back' },
};

/** A move that is open from here. */
export interface Move {
  to: Stage;
  kind: MoveKind;
}

/** The moves open from a stage, in the order of the stages. */
export function listMoves(from: Stage): Move[] {
  return Object.entries(MOVES[from]).map(([to, kind]) => ({ to: to as Stage, kind }));
}

/** The reasons a kind of move asks for; none for going forward. */
export function reasonsOf(kind: MoveKind): readonly string[] {
  if (kind === 'forward') return [];
  return kind === 'lost' ? LOST_REASONS : BACK_REASONS;
}

/**
 * The move from one stage to another; throws `alreadySo` for none, `moveNotOpen` for one the table does
 * not have, `reasonMissing` (field `reason`) where a reason is asked for and none of its list was given.
 */
export function requireMove(from: Stage, to: Stage, reason: string | null): Move {
  if (from === to) throw new Refusal('alreadySo');
  const kind = MOVES[from][to];
  if (!kind) throw new Refusal('moveNotOpen');
  const reasons = reasonsOf(kind);
  if (reasons.length > 0 && !(reason && reasons.includes(reason))) {
    throw new Refusal('reasonMissing', {}, 'reason');
  }
  return { to, kind };
}

/** Longest note beside a reason, in characters. */
export const MAX_NOTE = 500;
