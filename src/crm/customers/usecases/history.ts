import { read } from '../../../db/transact.ts';
import type { Change } from '../../audit/rules.ts';
import { listHistory, openChanges } from '../../audit/store.ts';
import type { Ctx } from '../../context.ts';
import type { Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import type { CustomerFile } from '../store.ts';
import { getFile } from './access.ts';

const PAGE = 12;

/** A page of a customer's history, newest first, values in the clear: who, when, old → new (#74). */
export interface History {
  record: CustomerFile;
  entries: { at: Date; who: string | null; action: string; about: string[]; changes: Change[] }[];
  hasNext: boolean;
  now: Date;
  settings: Settings;
}

/** Reads the history for a person who may see the customer. */
export async function readHistory(ctx: Ctx, id: string, page: number): Promise<History> {
  return read(ctx, async (reading) => {
    const record = await getFile(reading, ctx, id, 'customer:see');
    const rows = await listHistory(reading.db, id, { limit: PAGE + 1, offset: page * PAGE });
    return {
      record,
      entries: rows.slice(0, PAGE).map((row) => ({
        at: row.at,
        who: row.actorName,
        action: row.action,
        about: aboutOf(row.details),
        changes: openChanges(record.dataKey, row),
      })),
      hasNext: rows.length > PAGE,
      now: reading.now,
      settings: await getSettings(reading.db, record.teamId, reading.now),
    };
  });
}

/** How a contact was made and what came of it: codes, in the order in which they are said. */
function aboutOf({ kind, result }: Record<string, unknown>): string[] {
  return [kind, result].filter((code): code is string => typeof code === 'string');
}
