import type { Scene } from '../../bot/doing.ts';
import { findAddressees } from '../../crm/interactions/usecases/index.ts';
import { Refusal } from '../../lib/refusal.ts';
import { requireLine } from './typed-line.ts';

/**
 * The one customer a typed line begins with, and the rest of the line. Throws `oneCustomer` where it names
 * nobody the person may see, or several; `tooLong`.
 */
export async function readWho(scene: Scene, text: string): Promise<{ id: string; rest: string }> {
  const { found, rest } = await findAddressees(scene, requireLine(text));
  const [only] = found;
  if (!only || found.length > 1) throw new Refusal('oneCustomer');
  return { id: only.id, rest: rest.trim() };
}
