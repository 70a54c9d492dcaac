import type { Ctx } from '../crm/context.ts';
import { findOperator } from '../crm/exchange/usecases/terminal.ts';
import { LIMITS } from '../db/client.ts';
import { type Messages, refusalSentence, words } from '../i18n/words.ts';
import { type Locale, localeOf } from '../lib/locale.ts';
import { Refusal } from '../lib/refusal.ts';
import { type Terminal, withDatabase } from './command.ts';

/** The language of the terminal. */
export const terminalLocale = (): Locale =>
  localeOf(process.env.LC_ALL || process.env.LANG || 'en');

/** Runs as a member (`--by`), or as the first administrator; what is refused is said in the terminal's language. */
export async function asOperator(
  terminal: Terminal,
  work: (ctx: Ctx, w: Messages) => Promise<number>,
): Promise<number> {
  const w = words(terminalLocale());
  return withDatabase(terminal, async (database) => {
    const ctx = { db: database.another(LIMITS.background).prisma, keys: database.keyring };
    try {
      const { by } = terminal.options;
      const actor = await findOperator(ctx, typeof by === 'string' ? by : null);
      if (!actor) throw new Refusal('importNobody');
      return await work({ ...ctx, actor }, w);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      terminal.say(refusalSentence(w, error));
      return 1;
    }
  });
}
