import { Refusal } from '../../lib/refusal.ts';
import { LOST_REASONS, STAGES, type Stage } from '../customers/fields.ts';
import type { NeedKey, Settings } from '../settings/rules.ts';

/** Why a customer goes back to an earlier stage, or comes back from the lost ones. */
export const BACK_REASONS = ['cooled', 'need_changed', 'deal_off', 'came_back', 'mistake'] as const;

/** What a move asks for: nothing, why the customer is lost, or why it goes back. */
export type MoveKind = 'forward' | 'lost' | 'back';

/**
 * The moves between stages (#45–#49): forward one or more steps, lost from anywhere before the deal and
 * from a deal that fell through, back with a reason. Read a row aloud: "an interested customer may …".
 * Which of the open ones go forward, the office's order of the stages says.
 */
const MOVES: Record<Stage, readonly Stage[]> = {
  potential: ['interested', 'negotiating', 'closed', 'lost'],
  interested: ['potential', 'negotiating', 'closed', 'lost'],
  negotiating: ['potential', 'interested', 'closed', 'lost'],
  closed: ['interested', 'negotiating', 'lost'],
  lost: ['potential', 'interested', 'negotiating'],
};

/** The stages in the order of the office. */
export const orderOf = ({ stages }: Pick<Settings, 'stages'>): Stage[] =>
  stages.map(({ key }) => key);

function kindOf(from: Stage, to: Stage, order: readonly Stage[]): MoveKind {
  if (to === 'lost') return 'lost';
  const isForward = from !== 'lost' && (to === 'closed' || order.indexOf(to) > order.indexOf(from));
  return isForward ? 'forward' : 'back';
}

/** A move that is open from here. */
export interface Move {
  to: Stage;
  kind: MoveKind;
}

/** The moves open from a stage, in the office's order of the stages. */
export function listMoves(from: Stage, order: readonly Stage[] = STAGES): Move[] {
  return order
    .filter((to) => MOVES[from].includes(to))
    .map((to) => ({ to, kind: kindOf(from, to, order) }));
}

/**
 * What a move into a stage asks for, by the team's rules: to be closed, that from which a deal counts
 * there.
 */
export function needsOf(to: Stage, settings: Settings): readonly NeedKey[] {
  switch (to) {
    case 'interested':
      return settings.needsInterested;
    case 'negotiating':
      return settings.needsNegotiating;
    case 'closed':
      return settings.needsClosed.map((key) => (key === 'contract' ? settings.closedAt : key));
    default:
      return [];
  }
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
export function requireMove(
  from: Stage,
  to: Stage,
  reason: string | null,
  order: readonly Stage[] = STAGES,
): Move {
  if (from === to) throw new Refusal('alreadySo');
  const move = listMoves(from, order).find((one) => one.to === to);
  if (!move) throw new Refusal('moveNotOpen');
  const reasons = reasonsOf(move.kind);
  if (reasons.length > 0 && !(reason && reasons.includes(reason))) {
    throw new Refusal('reasonMissing', {}, 'reason');
  }
  return move;
}

/** Longest note beside a reason, in characters. */
export const MAX_NOTE = 500;
