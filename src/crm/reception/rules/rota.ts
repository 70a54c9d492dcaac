/** on: on duty; skipped: on duty and passed over until back; off: off duty. */
export type DutyState = 'on' | 'skipped' | 'off';

/** A rep's place in a team's rota. */
export interface Place {
  memberId: string;
  name: string;
  /** The lowest one in turn is whose turn it is. */
  place: number;
  state: DutyState;
  /** Since when the state is so. */
  since: Date;
}

/** A rota as it stands: everybody is in exactly one of the lists, each in the order of the places. */
export interface Rota {
  /** Who can take a turn; whose turn it is stands first. */
  turn: Place[];
  skipped: Place[];
  /** On duty by the list, but on leave or at rest. */
  absent: Place[];
  off: Place[];
}

/** Sorts the places of a team: those on duty and not absent are in turn (轮排). */
export function arrange(places: readonly Place[], absentIds: ReadonlySet<string>): Rota {
  const sorted = [...places].sort((a, b) => a.place - b.place);
  const onDuty = sorted.filter(({ state }) => state !== 'off');
  const here = onDuty.filter(({ memberId }) => !absentIds.has(memberId));
  return {
    turn: here.filter(({ state }) => state === 'on'),
    skipped: here.filter(({ state }) => state === 'skipped'),
    absent: onDuty.filter(({ memberId }) => absentIds.has(memberId)),
    off: sorted.filter(({ state }) => state === 'off'),
  };
}

/**
 * Whether somebody who signs on stands where they stood: when duty ended before today, so that the order
 * goes on. Who left during the day has given the place away.
 */
export function keepsPlace(known: Place | null, startOfToday: Date): boolean {
  return known !== null && known.since < startOfToday;
}
