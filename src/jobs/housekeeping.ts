import { deleteExpiredDrafts } from '../crm/drafts/usecases.ts';
import { forgetOldMerges } from '../crm/merging/usecases/tidy.ts';
import { type Anchor, findAuditHead } from '../db/audit-chain.ts';
import { sealAudit } from '../db/audit-seal.ts';
import { keepAnchor, readAnchors } from '../db/audit-verify.ts';
import type { TransactContext } from '../db/transact.ts';
import type { Job, Report } from './job.ts';

/** Chains the audit rows written since the last time, moments after they were written. */
export function sealing({ db, keys }: TransactContext, log: Report): Job {
  let known: Anchor | null = null;
  return {
    id: 'audit-seal',
    every: 5,
    async run() {
      const { sealed, head } = await sealAudit(db, keys, { known });
      known = head;
      if (sealed > 0 && head) log.info('audit.sealed', { rows: sealed, seq: Number(head.seq) });
      return undefined;
    },
  };
}

const DAY_MS = 86_400_000;

/**
 * Notes the end of the audit in a file outside the database, once a day, so that cutting it off is seen.
 * The operating system's clock decides: business time may be moved.
 */
export function anchoring({ db }: TransactContext, file: string, log: Report): Job {
  return {
    id: 'audit-anchor',
    every: 3_600,
    async run() {
      const last = readAnchors(file).at(-1);
      const head = await findAuditHead(db);
      const now = new Date();
      const isFresh = last && now.getTime() - last.at.getTime() < DAY_MS;
      if (!head || isFresh || head.seq === last?.seq) return undefined;
      keepAnchor(file, head, now);
      log.info('audit.anchored', { seq: Number(head.seq) });
      return undefined;
    },
  };
}

/** Takes away what has had its time: drafts, offers to undo and ways back from a merge that have expired, deliveries long answered. */
export function tidying(ctx: TransactContext): Job {
  return {
    id: 'tidy',
    every: 600,
    async run() {
      await deleteExpiredDrafts(ctx);
      await forgetOldMerges(ctx);
      await ctx.db.$executeRaw`DELETE FROM undos WHERE expires_at < app_now() - interval '1 day'`;
      // Slack repeats a delivery within minutes; a week is for whoever looks into a case.
      await ctx.db
        .$executeRaw`DELETE FROM inbox WHERE received_at < clock_timestamp() - interval '7 days'`;
      return undefined;
    },
  };
}
