import { isUniqueViolation } from '../../../db/errors.ts';
import { read, transact } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { reachOf, requirePermission } from '../../access/rules.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { type Company, findCompany, listCompanies, saveCompany } from '../store.ts';

/** The companies of the person's teams. */
export async function readCompanies(ctx: Ctx): Promise<Company[]> {
  const reach = reachOf(ctx.actor, 'company:manage');
  if (reach === 'none') throw new Refusal('notAllowed');
  return read(ctx, (at) => listCompanies(at, reach === 'all' ? null : ctx.actor.teamIds));
}

/** One company, for the form. */
export async function readCompany(ctx: Ctx, id: string): Promise<Company> {
  return read(ctx, async (at) => {
    const company = await findCompany(at, id);
    requirePermission(ctx.actor, 'company:manage', company);
    return company;
  });
}

/** Writes a company of the person's home team, new (`id` null) or known. Throws `companyTaken`, `noTeam`. */
export async function keepCompany(
  ctx: Ctx,
  terms: { id: string | null; name: string; contacts: string | null; archive?: boolean },
): Promise<{ id: string }> {
  const { actor } = ctx;
  const { name, contacts } = terms;
  try {
    return await transact(ctx, async (work) => {
      const at = { db: work.tx, now: work.now, keys: work.keys };
      const known = terms.id ? await findCompany(at, terms.id) : null;
      if (terms.id && !known) throw new Refusal('notAllowed');
      const teamId = known?.teamId ?? actor.teamIds[0];
      if (!teamId) throw new Refusal('noTeam');
      requirePermission(actor, 'company:manage', { teamId });
      const id = known?.id ?? newId(work.now);
      const archivedAt = terms.archive ? work.now : null;
      await saveCompany(work, { id, teamId, name, contacts, byId: actor.id, archivedAt });
      audit(work, {
        actor,
        action: terms.archive ? 'company.archive' : 'company.save',
        subject: { kind: 'company', id },
        details: { teamId },
      });
      return { id };
    });
  } catch (error) {
    throw isUniqueViolation(error) ? new Refusal('companyTaken', { name }, 'name') : error;
  }
}
