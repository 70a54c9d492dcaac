import { LINKS } from '../../src/crm/merging/links.ts';
import type { Choices } from '../../src/crm/merging/rules/choices.ts';
import { mergeCustomers } from '../../src/crm/merging/usecases/merge.ts';
import { openRegister, type Register } from '../ownership/support.ts';

export interface MergeRegister extends Register {
  /** Merges the second record into the first, as they stand. */
  merge(slackUserId: string, keepId: string, loseId: string, choices?: Choices): Promise<void>;
  /** Every row that concerns these records, as the database holds it, without the counter of versions. */
  dump(ids: string[]): Promise<Record<string, unknown[]>>;
}

/** The seeded office without Slack, for merging. */
export async function openMergeRegister(): Promise<MergeRegister> {
  const register = await openRegister();
  const { t } = register;
  return {
    ...register,
    async merge(slackUserId, keepId, loseId, choices = {}) {
      const [keep, lose] = await Promise.all(
        [keepId, loseId].map((id) => t.db.customer.findUniqueOrThrow({ where: { id } })),
      );
      await mergeCustomers(await register.as(slackUserId), {
        keepId,
        loseId,
        keepVersion: keep!.version,
        loseVersion: lose!.version,
        choices,
      });
    },
    async dump(ids) {
      const dumped: Record<string, unknown[]> = {};
      for (const { table, column } of LINKS) {
        if (table === 'audit' || table === 'merges') continue;
        const isList = column.endsWith('_ids');
        const { rows } = await t.owner.query<{ row: object }>(
          `SELECT to_jsonb(t) - 'version' AS row FROM ${table} t
           WHERE ${isList ? `t.${column} && $1` : `t.${column} = ANY($1)`}
             ${table === 'customers' ? 'OR t.id = ANY($1)' : ''} ORDER BY t`,
          [ids],
        );
        dumped[`${table}.${column}`] = rows.map(({ row }) => row);
      }
      return dumped;
    },
  };
}
