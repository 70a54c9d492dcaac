import type { Reading } from '../../db/transact.ts';
import type { Actor } from '../access/actor.ts';
import { reachOf } from '../access/rules.ts';
import { matchKey, matchTexts } from '../customers/match-keys.ts';
import { listFiles } from '../customers/store.ts';
import { faceOf } from '../duplicates/find.ts';
import { compareFaces, isWorthOpening } from '../duplicates/matching.ts';
import { findSharing } from '../duplicates/store.ts';
import type { Judged } from './judge.ts';
import type { Possible } from './rules/look.ts';
import type { Incoming } from './rules/row.ts';

/** Records of a batch that are opened for a comparison; the sweep after the run looks at all. */
const MOST_OPENED = 300;

/**
 * Of a batch's new customers those who may be somebody the importer may see already: row → the surest record and
 * why. One question to the database, and only records that share something are opened.
 */
export async function findPossible(
  at: Pick<Reading, 'db' | 'keys'>,
  judged: readonly Judged[],
  { actor, threshold }: { actor: Actor; threshold: number },
): Promise<Map<number, Possible>> {
  const fresh = judged.flatMap(({ verdict }) =>
    verdict.outcome === 'created' ? [verdict.incoming] : [],
  );
  const probes = new Map<string, { by: string; rows: Incoming[] }>();
  for (const incoming of fresh)
    for (const { by, text } of matchTexts(incoming.values)) {
      const hash = matchKey(at.keys, text).toString('hex');
      const probe = probes.get(hash) ?? { by, rows: [] };
      if (probe.rows.at(-1) !== incoming) probe.rows.push(incoming);
      probes.set(hash, probe);
    }
  const teamIds = reachOf(actor, 'customer:see') === 'all' ? null : actor.teamIds;
  const shared = await findSharing(at.db, [...probes.keys()], teamIds);
  const couples = shared.flatMap(({ hash, id, name }) => {
    const probe = probes.get(hash);
    return (probe?.rows ?? []).flatMap((incoming) =>
      probe && isWorthOpening(probe.by, incoming.values.name, name) ? [{ incoming, id }] : [],
    );
  });
  return couples.length === 0 ? new Map() : compare(at, couples, threshold);
}

async function compare(
  at: Pick<Reading, 'db' | 'keys'>,
  couples: readonly { incoming: Incoming; id: string }[],
  threshold: number,
): Promise<Map<number, Possible>> {
  const ids = [...new Set(couples.map(({ id }) => id))].slice(0, MOST_OPENED);
  const files = new Map((await listFiles(at, ids)).map((file) => [file.id, file]));
  const surest = new Map<number, Possible & { score: number }>();
  for (const { incoming, id } of couples) {
    const file = files.get(id);
    const match = file && compareFaces(faceOf(incoming.values), faceOf(file.values));
    if (!match || match.score < threshold) continue;
    if ((surest.get(incoming.row)?.score ?? 0) < match.score)
      surest.set(incoming.row, { id, reasons: match.reasons, score: match.score });
  }
  return surest;
}
