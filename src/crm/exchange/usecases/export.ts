import { read, transact } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { can, reachOf, requirePermission } from '../../access/rules.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { type ExportWords, exportHeadings, exportRow } from '../rules/export.ts';
import { countExported, insertExport, readExported } from '../store/exporting.ts';

/** What is taken out: of which team (null: of all the person may), and what for, where it is in the clear. */
export interface ExportWish {
  teamId: string | null;
  purpose: string | null;
}

const PURPOSE = { least: 4, most: 300 };

/** How many customers the person could take out (#83). Throws `notAllowed`. */
export async function countForExport(ctx: Ctx): Promise<number> {
  const teamIds = teamsOf(ctx, null);
  return read(ctx, ({ db }) => countExported(db, teamIds));
}

/**
 * The customers of a team as rows, headings first (#21, #83): phones masked and nothing that people wrote,
 * unless the person may reveal and says what for; that is kept. A page is noted, with the ids in it, before
 * it leaves. Throws `notAllowed`, `exportPurpose`.
 */
export async function* exportCustomers(
  ctx: Ctx,
  { teamId, purpose: said }: ExportWish,
  words: ExportWords,
): AsyncGenerator<string[]> {
  const teamIds = teamsOf(ctx, teamId);
  const purpose = said === null ? null : readPurpose(ctx, said, teamId);
  const isMasked = purpose === null;
  const { id } = await transact(ctx, async (work) => {
    const fresh = newId(work.now);
    await insertExport(work, { id: fresh, byId: ctx.actor.id, teamId, purpose });
    audit(work, {
      actor: ctx.actor,
      action: 'export.begin',
      subject: { kind: 'export', id: fresh },
      details: { team: teamId, masked: isMasked },
    });
    return { id: fresh };
  });
  yield exportHeadings(isMasked, words);
  for await (const page of readExported(ctx, teamIds)) {
    await transact(ctx, async (work) => {
      audit(work, {
        actor: ctx.actor,
        action: 'export.page',
        subject: { kind: 'export', id },
        details: { masked: isMasked, customers: page.map((one) => one.id) },
      });
      return { id };
    });
    for (const one of page) yield exportRow(one, isMasked, words);
  }
}

function teamsOf({ actor }: Ctx, teamId: string | null): string[] | null {
  const reach = reachOf(actor, 'customer:export');
  if (reach === 'none') throw new Refusal('notAllowed');
  if (teamId === null) return reach === 'all' ? null : actor.teamIds;
  requirePermission(actor, 'customer:export', { teamId });
  return [teamId];
}

/** Only who may reveal takes out more than a card shows, and says what for. */
function readPurpose({ actor }: Ctx, text: string, teamId: string | null): string {
  const mayReveal =
    teamId === null
      ? reachOf(actor, 'customer:reveal') !== 'none'
      : can(actor, 'customer:reveal', { teamId });
  if (!mayReveal) throw new Refusal('notAllowed');
  const purpose = text.normalize('NFC').trim();
  if (purpose.length < PURPOSE.least || purpose.length > PURPOSE.most)
    throw new Refusal('exportPurpose', { ...PURPOSE });
  return purpose;
}
