import type { Reading } from '../../db/transact.ts';
import { hiddenPhones, matchKey, matchTexts, movesKeys } from '../customers/match-keys.ts';
import { lineIndex, phoneIndex } from '../customers/sealed.ts';
import { listFiles } from '../customers/store.ts';
import type { NoteTaken } from '../customers/unique.ts';
import type { CustomerValues } from '../customers/values.ts';
import { compareFaces, type Face, isWorthOpening } from './matching.ts';
import { findHits, type Likely, type Probe, savePairs } from './store.ts';
import { listKnown } from './store-pairs.ts';

/** At most so many are shown and told; the surest first. */
const MOST = 5;

/** A file as it is compared. */
export function faceOf(values: CustomerValues): Face {
  return { ...values, hidden: hiddenPhones(values) };
}

/**
 * Live records that may be this person, by everything but the name alone (#34): found by keyed hashes, and
 * only the few that are found are opened and compared. `threshold` is the office's. Nothing found: one
 * question to the database.
 */
export async function findLikely(
  at: Pick<Reading, 'db' | 'keys'>,
  values: CustomerValues,
  options: { threshold: number; exceptId?: string },
): Promise<Likely[]> {
  const hits = await findHits(at.db, listProbes(at, values), options.exceptId ?? null);
  const worth = hits.filter(({ by, name }) => isWorthOpening(by, values.name, name));
  const files = await listFiles(at, [...new Set(worth.map(({ id }) => id))]);
  const face = faceOf(values);
  return files
    .sort((a, b) => a.number - b.number)
    .flatMap((file) => {
      const match = compareFaces(face, faceOf(file.values));
      return match && match.score >= options.threshold ? [{ id: file.id, ...match }] : [];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST);
}

/**
 * The same for a file that is changed: nothing where the change moves no key, and of what was looked at
 * beside it before nothing again.
 */
export async function findNewlyLikely(
  at: Pick<Reading, 'db' | 'keys'>,
  of: { id: string; values: CustomerValues; changes: Partial<CustomerValues> },
  threshold: number,
): Promise<Likely[]> {
  if (!movesKeys(of.changes)) return [];
  const likely = await findLikely(at, of.values, { threshold, exceptId: of.id });
  if (likely.length === 0) return [];
  const known = await listKnown(at.db, of.id);
  return likely.filter(({ id, reasons }) => !known.has(id) && !isTaken(reasons));
}

/**
 * A record was to get a phone or a national id that another one has: it was refused, and the two are very
 * likely one person, or a family. The manager's list names the pair (#35).
 */
export const pairTaken: NoteTaken = async (work, { exceptId, phones, nationalId }, otherId) => {
  if (!exceptId) return;
  const files = await listFiles({ db: work.tx, keys: work.keys }, [exceptId, otherId]);
  const [own, other] = [exceptId, otherId].map((id) => files.find((file) => file.id === id));
  if (!own || !other) return;
  const brought = {
    ...own.values,
    phones: [...own.values.phones, ...phones],
    nationalId: nationalId ?? own.values.nationalId,
  };
  const match = compareFaces(faceOf(brought), faceOf(other.values));
  if (match) await savePairs(work.tx, { id: own.id, now: work.now }, [{ id: otherId, ...match }]);
};

/** What only one record may have is refused by itself. */
export const isTaken = (reasons: readonly string[]): boolean =>
  reasons.includes('phone') || reasons.includes('nationalId');

/** By what others that may be the same person are looked for. */
export function listProbes({ keys }: Pick<Reading, 'keys'>, values: CustomerValues): Probe[] {
  const line = (key: 'wechat' | 'email' | 'nationalId'): Probe[] => {
    const value = values[key];
    return value ? [{ by: key, hash: lineIndex(keys, key, value) }] : [];
  };
  return [
    ...values.phones.map((e164) => ({ by: 'phone', hash: phoneIndex(keys, e164) })),
    ...line('wechat'),
    ...line('email'),
    ...line('nationalId'),
    ...matchTexts(values).map(({ by, text }) => ({ by, hash: matchKey(keys, text) })),
  ];
}
