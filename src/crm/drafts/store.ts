import { Prisma } from '../../db/generated/client.ts';
import type { Writing } from '../../db/transact.ts';

/** Puts a form's draft away along with what was made of it. */
export function putDraftAway({ puts }: Writing, memberId: string, form: string): void {
  puts.also(
    (when) => Prisma.sql`
      DELETE FROM drafts WHERE member_id = ${memberId}::uuid AND form = ${form} AND ${when}`,
  );
}
