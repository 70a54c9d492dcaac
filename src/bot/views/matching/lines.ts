import type { Point, Verdict } from '../../../crm/matching/rules.ts';
import type { Unit } from '../../../crm/properties/store/units.ts';
import type { Messages } from '../../../i18n/words.ts';
import { describeUnit, listPriceOf, type UnitWriter } from '../property/lines.ts';

/** `三房 · 118㎡ · 12 楼 · 968万`: a unit in one line, at its list price. Plain text. */
export const unitFacts = (unit: Unit, writer: UnitWriter): string =>
  `${describeUnit(unit, writer)} · ${listPriceOf(unit, writer.locale)}`;

/** Why it fits and what does not, a line each; nothing where there is nothing to say. */
export function verdictLines(verdict: Verdict, { w }: UnitWriter): string[] {
  const join = (words: string[]) => words.join(w.common.comma);
  const met = join(metWords(verdict, { w }));
  const other = join(verdict.points.flatMap((point) => troubleOf(point, w)));
  return [...(met ? [`✓ ${met}`] : []), ...(other ? [`✗ ${other}`] : [])];
}

/** The wishes that are answered as they were said, one word each. */
export const metWords = ({ points }: Verdict, { w }: Pick<UnitWriter, 'w'>): string[] =>
  points.filter(({ how }) => how === 'met').map(({ aspect }) => w.matching.met[aspect]);

/** What nobody asked the customer yet, one word each. */
export const unaskedWords = ({ points }: Verdict, { w }: Pick<UnitWriter, 'w'>): string[] =>
  points.filter(({ how }) => how === 'unnamed').map(({ aspect }) => labelOfAspect(aspect, w));

function labelOfAspect(aspect: Point['aspect'], w: Messages): string {
  return aspect === 'price' ? w.fields.label.budget : w.fields.musts[aspect];
}

function troubleOf({ aspect, how, off }: Point, w: Messages): string[] {
  const words = w.matching;
  if (how === 'unnoted') return [words.unnoted[aspect]];
  if (how !== 'near' && how !== 'missed') return [];
  if (off === undefined) return [how === 'near' ? words.oneRoom : words.missed[aspect]];
  // Never "0 % over": what is over is over.
  const percent = Math.max(1, Math.round(Math.abs(off)));
  if (aspect === 'price') return [off > 0 ? words.over({ percent }) : words.cheaper({ percent })];
  return [off > 0 ? words.larger({ percent }) : words.smaller({ percent })];
}
