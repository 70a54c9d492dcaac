import type { Work } from '../../db/transact.ts';
import { planMessage } from '../../ledger/plan.ts';
import { newId } from '../../lib/id.ts';
import { Refusal } from '../../lib/refusal.ts';
import { listActiveMembers, type Member } from '../access/store.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../context.ts';
import { openLocked } from '../customers/lock.ts';
import type { CustomerFile } from '../customers/store.ts';
import { getSettings } from '../settings/store.ts';
import { isUnderOneRep, type Link, requireRelatives } from './rules.ts';
import { findBetween, insertLink } from './store.ts';

/** Kind of the question to a manager in the ledger. */
export const FAMILY_MESSAGE = 'family';

/** Who decides has this long to do so on the screen. */
const LATER_MS = 10 * 60_000;

/** What came of joining two: linked at once, or a manager is asked whose the family is to be. */
export type Joined = { [key: string]: string; state: 'linked' | 'proposed'; linkId: string };

/**
 * Links two customers as one household, in the transaction at hand: at once where one rep has both; where
 * they are of two, a manager decides, and until then nothing changes for either. Who may ask is for the
 * caller to have checked. Throws what `requireRelatives` throws, `familyAlready`, `notAllowed`.
 */
export async function joinFamily(work: Work, ctx: Ctx, link: Link): Promise<Joined> {
  const [one, other] = await lockBoth(work, link);
  const settings = await getSettings(work.tx, one.teamId, work.now);
  requireRelatives(one, other, { relation: link.relation, settings });
  if (await findBetween(work.tx, one.id, other.id)) throw new Refusal('familyAlready');
  const isLinked = isUnderOneRep(one, other);
  const id = newId(work.now);
  const messageId = isLinked ? null : await askManager(work, ctx, id, [one, other]);
  await insertLink(work, { ...link, id, byId: ctx.actor.id, isLinked, messageId });
  const action = isLinked ? 'household.link' : 'household.propose';
  noteBoth(work, ctx, { action, linkId: id, files: [one, other] });
  return { state: isLinked ? 'linked' : 'proposed', linkId: id };
}

/** Both files, locked in one order, so that two links at once wait for each other. Throws `notAllowed`. */
export async function lockBoth(
  work: Work,
  { customerId, otherId }: Pick<Link, 'customerId' | 'otherId'>,
): Promise<[CustomerFile, CustomerFile]> {
  const files = new Map<string, CustomerFile>();
  for (const id of [customerId, otherId].sort()) {
    const file = await openLocked(work, id);
    if (!file) throw new Refusal('notAllowed');
    files.set(id, file);
  }
  return [files.get(customerId)!, files.get(otherId)!];
}

/** One row in the history of each. */
export function noteBoth(
  work: Work,
  { actor }: Ctx,
  of: { action: string; linkId: string; files: CustomerFile[] },
): void {
  for (const file of of.files) {
    audit(work, {
      actor,
      action: of.action,
      subject: { kind: 'household', id: of.linkId },
      customer: file,
    });
  }
}

/** Asks whoever manages the teams of both, an administrator where nobody does; answers the message. */
async function askManager(
  work: Work,
  { actor }: Ctx,
  linkId: string,
  files: CustomerFile[],
): Promise<string | null> {
  const teamIds = [...new Set(files.map(({ teamId }) => teamId))];
  const decider = decidersOf(await listActiveMembers(work.tx), teamIds)[0];
  if (!decider) return null;
  // Whoever decides it is asked on the screen at once; the message is for when that was closed.
  const isAsked = decider.id === actor.id;
  return planMessage(work.tx, {
    kind: FAMILY_MESSAGE,
    memberId: decider.id,
    target: 'dm',
    recipient: `${FAMILY_MESSAGE}:${decider.id}`,
    slot: linkId,
    dueAt: new Date(work.now.getTime() + (isAsked ? LATER_MS : 0)),
    content: { linkId },
  });
}

/** Managers of all these teams, those at home there first; then administrators. */
function decidersOf(members: readonly Member[], teamIds: readonly string[]): Member[] {
  const managers = members.filter(
    ({ role, teamIds: own }) => role === 'manager' && teamIds.every((id) => own.includes(id)),
  );
  const atHome = managers.filter(({ teamIds: own }) => own[0] === teamIds[0]);
  const administrators = members.filter(({ role }) => role === 'administrator');
  return [...atHome, ...managers, ...administrators];
}
