import { read } from '../../../db/transact.ts';
import { requirePermission } from '../../access/rules.ts';
import type { Ctx } from '../../context.ts';
import type { Unit } from '../../properties/store/units.ts';
import { listUnitsHeldFor, listUnitsNamed } from '../store/units.ts';

/** What the form proposes: the units that typed words may mean for a customer; where nothing was said, those held for them. */
export async function proposeUnits(
  ctx: Ctx,
  file: { id: string; teamId: string; repId: string | null },
  text: string,
): Promise<Unit[]> {
  requirePermission(ctx.actor, 'deal:change', file);
  const of = { teamId: file.teamId, customerId: file.id };
  return read(ctx, ({ db, now }) =>
    text.trim() ? listUnitsNamed(db, { ...of, text }) : listUnitsHeldFor(db, { ...of, now }),
  );
}
