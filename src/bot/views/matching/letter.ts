import type { ToldFit } from '../../../crm/matching/usecases/told.ts';
import { formatPrice } from '../../../i18n/format.ts';
import type { Letter } from '../../../ledger/port.ts';
import { type AnyBlock, actions, button, esc, section } from '../../blocks.ts';
import { callName } from '../assignment.ts';
import { callUnit, type UnitWriter } from '../property/lines.ts';
import { unitFacts, verdictLines } from './lines.ts';

/** A fit of a letter; `contacted`: the customer was reached since it was told. */
export interface LetterFit extends ToldFit {
  contacted: boolean;
}

/** Units whose customers can be asked for by a button. */
const MOST_UNITS = 3;

/** What fits whom of a rep's customers since something happened: the strongest few, the rest as a number. */
export function fitsLetter(fits: readonly LetterFit[], most: number, writer: UnitWriter): Letter {
  const { w } = writer;
  const words = w.matching.letter;
  const open = fits.filter(({ isGone }) => !isGone);
  const shown = fits.slice(0, most);
  const rest = fits.length - shown.length;
  const units = [...new Map(open.map(({ unit }) => [unit.id, unit])).values()].slice(0, MOST_UNITS);
  const buttons = units.map((unit) =>
    button(
      words.whoFits({ unit: callUnit(unit, writer.locale) }),
      'match.customers',
      { unitId: unit.id },
      { nth: unit.id },
    ),
  );
  return {
    text: open.length > 0 ? words.note : words.allGone,
    body: [
      section(open.length > 0 ? words.head({ n: open.length }) : words.allGone),
      ...shown.map((one) => fitBlock(one, writer)),
      ...(rest > 0 ? [section(words.more({ n: rest }))] : []),
      ...(buttons.length > 0 ? [actions(...buttons)] : []),
    ],
  };
}

function fitBlock(fit: LetterFit, writer: UnitWriter): AnyBlock {
  const { w, locale } = writer;
  const words = w.matching;
  const { face, unit, verdict } = fit;
  const who = `*${esc(callName(face, locale))}*`;
  const what = `*${esc(callUnit(unit, locale))}*`;
  if (fit.isGone) return section(`${who} – ${what}\n${words.letter.gone}`);
  const lines = [
    `${who} – ${what}  ${words.score({ score: verdict.score })}`,
    `${newsOf(fit, writer)} · ${esc(unitFacts(unit, writer))}`,
    ...verdictLines(verdict, writer),
    ...(fit.contacted ? [words.letter.contacted] : []),
  ];
  return section(lines.join('\n'), {
    accessory: button(
      words.customers.open,
      'customer.card',
      { id: face.id },
      { nth: `${face.id}-${unit.id}` },
    ),
  });
}

function newsOf({ kind, oldPrice, unit }: LetterFit, { w, locale }: UnitWriter): string {
  const words = w.matching.letter;
  if (kind === 'price' && oldPrice !== null)
    return words.cheaper({ from: formatPrice(oldPrice, unit.currency, locale) });
  return words.kinds[kind] ?? '';
}
