import { read } from '../../../db/transact.ts';
import { requirePermission } from '../../access/rules.ts';
import type { Ctx } from '../../context.ts';
import type { Unit } from '../../properties/store/units.ts';
import { listUnitsNamed } from '../store/units.ts';

/** The units that typed words may mean for a customer: what the form proposes. */
export async function findUnitsNamed(
  ctx: Ctx,
  file: { id: string; teamId: string; repId: string | null },
  text: string,
): Promise<Unit[]> {
  requirePermission(ctx.actor, 'deal:change', file);
  return read(ctx, ({ db }) =>
    listUnitsNamed(db, { teamId: file.teamId, customerId: file.id, text }),
  );
}
