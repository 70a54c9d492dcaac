import type { Work } from '../../db/transact.ts';
import type { Actor } from '../access/actor.ts';
import { findTeam } from '../access/store.ts';
import { chooseReps, noteGiven, wantedOf } from '../assignment/arriving.ts';
import { audit } from '../audit/audit.ts';
import { listChanges } from '../audit/rules.ts';
import { canonicalValues } from '../customers/values.ts';
import { openingOf } from '../ownership/offering.ts';
import { openReview } from '../review/opening.ts';
import type { Settings } from '../settings/rules.ts';
import { getSettings } from '../settings/store.ts';
import type { Judged } from './judge.ts';
import type { Incoming } from './rules/row.ts';
import { type Arrival, prepare } from './store/writing.ts';

/** Who gets each new customer: whom the row names, else whom the office's rules choose. */
export async function receiveArrivals(
  work: Work,
  judged: readonly Judged[],
  importerId: string,
): Promise<Map<number, Arrival>> {
  const fresh = judged.flatMap(({ row, verdict, prepared }) =>
    verdict.outcome === 'created' ? [{ row, incoming: verdict.incoming, prepared }] : [],
  );
  const wanting = fresh.filter(({ incoming }) => needsRep(incoming));
  const choices = await chooseReps(
    work,
    wanting.map(({ incoming }) => wantedOf(incoming)),
  );
  const given = new Map(wanting.map(({ row }, nth) => [row, choices[nth]!]));
  const arrivals = new Map<number, Arrival>();
  const teams = new TeamDesks(work);
  for (const { row, incoming, prepared } of fresh) {
    const choice = given.get(row);
    // Ready already, unless what the row says was read otherwise since.
    const ready = prepared ?? prepare(work, incoming);
    const team = await teams.of(incoming.teamId);
    const arrival: Arrival = {
      ...ready,
      incoming,
      repId: incoming.repId ?? choice?.repId ?? null,
      why: choice?.why ?? 'imported',
      importerId,
      ...team,
      reviewState: reviewOf(work, { id: ready.id, incoming, importerId, ...team }),
    };
    arrivals.set(row, arrival);
    const customer = { id: arrival.id, dataKey: arrival.key.key };
    if (choice) await noteGiven(work, customer, { choice, by: 'system', isTold: false });
  }
  return arrivals;
}

/** Who is lost, or has bought, needs nobody: only who may still buy goes through the rules of arrival. */
const needsRep = ({ repId, stage }: Incoming): boolean =>
  repId === null && stage !== 'lost' && stage !== 'closed';

/** The rules and hours of the teams of a batch, each read once. */
class TeamDesks {
  readonly #work: Work;
  readonly #known = new Map<string, { settings: Settings; zone: string; poolOpenAt: Date }>();

  constructor(work: Work) {
    this.#work = work;
  }

  async of(teamId: string) {
    const known = this.#known.get(teamId);
    if (known) return known;
    const { tx, now } = this.#work;
    const settings = await getSettings(tx, teamId, now);
    const zone = (await findTeam(tx, teamId))?.zone ?? 'UTC';
    const desk = { settings, zone, poolOpenAt: openingOf(now, settings, zone) };
    this.#known.set(teamId, desk);
    return desk;
  }
}

/**
 * The review of a record whose team has old ones reviewed: it waits in the list without a message. Nobody who
 * brought or once registered it approves it. Answers its state; null: nobody looks at it.
 */
function reviewOf(
  work: Work,
  arrived: Pick<Arrival, 'id' | 'incoming' | 'importerId' | 'settings'>,
): string | null {
  const { id, incoming, importerId, settings } = arrived;
  if (!settings.reviewImported) return null;
  return openReview(work, {
    ...{ customerId: id, cause: 'import', settings, quiet: true },
    authorIds: [importerId, incoming.registeredById].filter((one) => one !== null),
  });
}

/** The audit row of a customer that a file brought, with all that it brought. */
export function noteArrival(
  work: Work,
  actor: Actor,
  { importId, row, arrival }: { importId: string; row: number; arrival: Arrival },
): void {
  const { id, key, incoming } = arrival;
  audit(work, {
    actor,
    action: 'customer.import',
    subject: { kind: 'customer', id },
    customer: { id, dataKey: key.key },
    details: { import: importId, row },
    changes: listChanges({}, canonicalValues(incoming.values)),
  });
}
