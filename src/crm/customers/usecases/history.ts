import { findCustomerKeys } from '../../../db/data-keys.ts';
import { read } from '../../../db/transact.ts';
import type { Change } from '../../audit/rules.ts';
import { type HistoryRow, listHistory, openChanges } from '../../audit/store.ts';
import type { Ctx } from '../../context.ts';
import type { Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import { type CustomerFile, listFormer } from '../store.ts';
import { getFile } from './access.ts';

const PAGE = 12;

interface HistoryLine {
  at: Date;
  who: string | null;
  action: string;
  about: string[];
  changes: Change[];
  /** Number of the record it was written to, where that became part of this one. */
  former: number | null;
}

/** A page of a customer's history, newest first, values in the clear: who, when, old → new (#74). */
export interface History {
  record: CustomerFile;
  entries: HistoryLine[];
  hasNext: boolean;
  now: Date;
  settings: Settings;
}

/** Reads the history for a person who may see the customer; what was merged into it tells its own. */
export async function readHistory(ctx: Ctx, id: string, page: number): Promise<History> {
  return read(ctx, async (reading) => {
    const record = await getFile(reading, ctx, id, 'customer:see');
    const former = await listFormer(reading.db, id);
    const ids = [id, ...former.map((one) => one.id)];
    const rows = await listHistory(reading.db, ids, { limit: PAGE + 1, offset: page * PAGE });
    const keys = await findCustomerKeys(reading.db, reading.keys, ids);
    const changesOf = (row: HistoryRow) => {
      const key = keys.get(row.customerId);
      return key ? openChanges(key, row) : [];
    };
    return {
      record,
      entries: rows.slice(0, PAGE).map((row) => ({
        at: row.at,
        who: row.actorName,
        action: row.action,
        about: aboutOf(row.details),
        changes: changesOf(row),
        former: former.find((one) => one.id === row.customerId)?.number ?? null,
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
