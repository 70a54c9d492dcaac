import type { Scene } from '../../bot/doing.ts';
import { listNamed } from '../../crm/properties/usecases/stock.ts';
import { Refusal } from '../../lib/refusal.ts';

/**
 * The one unit that a line names. Throws, under the field where one is given, `unitNotFound` where there is
 * none in the person's stock and `unitUnclear` where several projects have it.
 */
export async function requireUnitNamed(
  scene: Scene,
  text: string,
  field?: string,
): Promise<string> {
  const named = await listNamed(scene, text);
  const [only] = named;
  if (!only) throw new Refusal('unitNotFound', {}, field);
  if (named.length > 1) throw new Refusal('unitUnclear', {}, field);
  return only.id;
}
