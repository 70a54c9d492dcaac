import { takeColleague } from '../../lib/colleague-name.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { BreachKind } from './rules.ts';

const MAX_TEXT = 1000;

/** A text that must be there. Throws `conductTextMissing`, `tooLong`, at its input. */
export function readConductText(typed: string | null | undefined, field: string): string {
  const text = (typed ?? '').normalize('NFC').trim();
  if (text === '') throw new Refusal('conductTextMissing', {}, field);
  if (text.length > MAX_TEXT) throw new Refusal('tooLong', { max: MAX_TEXT }, field);
  return text;
}

/** What a typed line says of a breach; what it does not say is undefined. */
export interface TypedBreach {
  memberId?: string | undefined;
  kind?: BreachKind | undefined;
  /** The customer's number. */
  number?: number | undefined;
  what?: string | undefined;
}

const KIND_WORDS: Record<BreachKind, RegExp> = {
  late: /迟报|\blate\b/iu,
  false: /虚报|\bfalse\b/iu,
  concealed: /瞒报|隐瞒|\bconceal(?:ed|ing)?\b/iu,
};
const NUMBER = /(?<![\p{Script=Latin}\d])c[-–—－]?\s*(\d{1,9})(?!\d)/iu;

/** Reads `@张伟 瞒报 C-1042 没叫李娜` and `@Zhang Wei concealed C-1042 did not call Li Na`, in any order. */
export function readTypedBreach(
  text: string,
  people: readonly { id: string; name: string }[],
): TypedBreach {
  const named = takeColleague(text.normalize('NFC'), people);
  let line = named?.rest ?? text.normalize('NFC');
  const number = NUMBER.exec(line);
  if (number) line = line.replace(number[0], ' ');
  const [kind, word] =
    (Object.entries(KIND_WORDS) as [BreachKind, RegExp][]).find(([, re]) => re.test(line)) ?? [];
  if (word) line = line.replace(word, ' ');
  const what = line.replace(/^[\s@,，:：·]+|[\s@]+$/gu, '').replace(/\s+/gu, ' ');
  return {
    ...(named && { memberId: named.colleague.id }),
    ...(kind && { kind }),
    ...(number && { number: Number(number[1]) }),
    ...(what && { what: what.slice(0, MAX_TEXT) }),
  };
}
