import { open } from '../../../db/sealing.ts';
import { read } from '../../../db/transact.ts';
import type { Action } from '../../access/policy.ts';
import { can } from '../../access/rules.ts';
import type { Ctx } from '../../context.ts';
import type { Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import { type CustomerFile, followMerged, listFormer } from '../store.ts';
import { getFile } from './access.ts';

/** A contact as the card shows it. */
export interface CardContact {
  kind: string;
  effective: boolean;
  happenedAt: Date;
  said: string | null;
}

export interface Card {
  file: CustomerFile;
  settings: Settings;
  repName: string | null;
  /** The name is empty where the person may not see the referrer. */
  referrer: { id: string; number: number; name: string } | null;
  /** Records that became part of this one: their numbers still find it. */
  former: { id: string; number: number }[];
  contacts: CardContact[];
  nextDueAt: Date | null;
  now: Date;
}

/**
 * The customer with what is around the file: assigned rep, referrer, last contacts, next follow-up. A form
 * that changes it asks for the right to do so.
 */
export async function readCard(
  ctx: Ctx,
  id: string,
  action: Action = 'customer:see',
): Promise<Card> {
  return read(ctx, async (reading) => {
    const { db, now } = reading;
    const file = await getFile(reading, ctx, id, action);
    const [settings, rep, referrer, contacts, next, former] = await Promise.all([
      getSettings(db, file.teamId, now),
      file.repId
        ? db.member.findUnique({ where: { id: file.repId }, select: { name: true } })
        : null,
      file.values.referrerId
        ? db.customer.findUnique({
            where: { id: await followMerged(db, file.values.referrerId) },
            select: { id: true, number: true, name: true, teamId: true, repId: true },
          })
        : null,
      db.interaction.findMany({
        where: { customerId: id, withdrawnAt: null },
        orderBy: { happenedAt: 'desc' },
        take: 4,
      }),
      db.followUp.findFirst({
        where: { customerId: id, state: 'open' },
        orderBy: { dueAt: 'asc' },
        select: { dueAt: true },
      }),
      listFormer(db, id),
    ]);
    return {
      file,
      settings,
      repName: rep?.name ?? null,
      referrer: referrer && {
        id: referrer.id,
        number: referrer.number,
        name: can(ctx.actor, 'customer:see', referrer) ? referrer.name : '',
      },
      contacts: contacts.map((row) => ({
        kind: row.kind,
        effective: row.effective,
        happenedAt: row.happenedAt,
        said: row.saidSealed
          ? open(
              file.dataKey,
              { table: 'interactions', column: 'said_sealed', rowId: row.id },
              row.saidSealed,
            )
          : null,
      })),
      nextDueAt: next?.dueAt ?? null,
      former,
      now,
    };
  });
}
