import type { Work } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Actor } from '../access/actor.ts';
import type { Action } from '../access/policy.ts';
import { isTheirs, type Owned, requirePermission } from '../access/rules.ts';
import {
  type CustomerFile,
  findCustomer,
  findFile,
  listFiles,
  lockCustomer,
  lockCustomers,
} from './store.ts';

/**
 * Opens a customer's file for a change: its row stays locked until the transaction ends, so that two
 * changes at once wait for each other. Throws `notAllowed` where there is none or the person may not,
 * `customerMerged` where it became part of another.
 * `standIn` names another record that also gives the right: a follow-up handed over to the person.
 */
export async function lockFile(
  work: Work,
  actor: Actor,
  permission: { action: Action; standIn?: Owned | null },
  id: string,
): Promise<CustomerFile> {
  const file = (await openLocked(work, id)) ?? (await findMerged(work, id));
  const { action, standIn } = permission;
  const stands = standIn?.repId && isTheirs(actor, standIn.repId, file.teamId);
  requirePermission(actor, action, stands ? { repId: actor.id, teamId: file.teamId } : file);
  return file;
}

/** A record that became part of another says so; of anything else nothing is told. */
async function findMerged(work: Work, id: string): Promise<never> {
  await findCustomer(work.tx, id);
  throw new Refusal('notAllowed');
}

/** The files of several, their rows locked; what is gone is left out. */
export async function openAllLocked(work: Work, ids: readonly string[]): Promise<CustomerFile[]> {
  await lockCustomers(work.tx, ids);
  return listFiles({ db: work.tx, keys: work.keys }, ids);
}

/** The same without asking who: for taking back one's own change. Null where the file is gone. */
export async function openLocked(work: Work, id: string): Promise<CustomerFile | null> {
  await lockCustomer(work.tx, id);
  return findFile({ db: work.tx, keys: work.keys }, id);
}
