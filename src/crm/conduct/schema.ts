import { Refusal } from '../../lib/refusal.ts';

const MAX_TEXT = 1000;

/** A text that must be there. Throws `conductTextMissing`, `tooLong`, at its input. */
export function readConductText(typed: string | null | undefined, field: string): string {
  const text = (typed ?? '').normalize('NFC').trim();
  if (text === '') throw new Refusal('conductTextMissing', {}, field);
  if (text.length > MAX_TEXT) throw new Refusal('tooLong', { max: MAX_TEXT }, field);
  return text;
}
