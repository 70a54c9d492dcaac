/** A civil day as its column: midnight of UTC. */
export const dateOf = <D extends string | null>(day: D): D extends null ? null : Date =>
  (day === null ? null : new Date(`${day}T00:00:00Z`)) as D extends null ? null : Date;

/** The civil day of such a column. */
export const dayOf = <D extends Date | null>(date: D): D extends null ? null : string =>
  (date === null ? null : date.toISOString().slice(0, 10)) as D extends null ? null : string;
