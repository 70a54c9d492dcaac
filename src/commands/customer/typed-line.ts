import { z } from 'zod';
import { Refusal } from '../../lib/refusal.ts';

/** Longest text after a command that is read, in characters: a dozen customers pasted at once, a note's length. */
const MAX_LINE = 2_000;

/** Text after a command, of any length Slack may deliver. */
export const typedLine = z.string().max(50_000);

/** The text, trimmed. Throws `tooLong`. */
export function requireLine(text: string): string {
  const line = text.trim();
  if (line.length > MAX_LINE) throw new Refusal('tooLong', { max: MAX_LINE });
  return line;
}
