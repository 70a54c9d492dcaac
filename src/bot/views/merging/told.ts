import { sayNumber } from '../../../crm/customers/rules.ts';
import type { Messages } from '../../../i18n/words.ts';
import type { Letter } from '../../../ledger/port.ts';
import type { Locale } from '../../../lib/locale.ts';
import { actions, button, esc, section } from '../../blocks.ts';
import { callName } from '../assignment.ts';

/** A word to a rep whose record was merged with another: which number it is now, and whose. */
export function toldLetter(
  told: {
    kept: { id: string; number: number; name: string; gender: string | null };
    former: number;
    /** Slack id of who merged. */
    byId: string;
    /** Name of the assigned rep, `own` where it is the reader, null in the pool. */
    rep: { name: string; own: boolean } | null;
  },
  { w, locale }: { w: Messages; locale: Locale },
): Letter {
  const words = w.merging.told;
  const { kept, former, byId, rep } = told;
  const person = rep
    ? rep.own
      ? words.yours
      : words.colleague({ name: esc(rep.name) })
    : words.pool;
  return {
    text: words.note,
    body: [
      section(
        words.line({
          who: `<@${byId}>`,
          former: sayNumber(former),
          number: esc(callName(kept, locale)),
          person,
        }),
      ),
      ...(rep?.own
        ? [actions(button(w.customers.menu.open, 'customer.card', { id: kept.id }))]
        : []),
    ],
  };
}

/** A word to a rep that a merge was undone: the two records, and a button for each that is the reader's. */
export function partedLetter(
  parted: {
    byId: string;
    both: {
      id: string;
      number: number;
      name: string;
      gender: string | null;
      isOwn: boolean;
    }[];
  },
  { w, locale }: { w: Messages; locale: Locale },
): Letter {
  const words = w.merging.parted;
  const { byId, both } = parted;
  const names = both.map((one) => `*${esc(callName(one, locale))}*`).join(w.common.comma);
  const own = both.filter(({ isOwn }) => isOwn);
  const open = own.map(({ id, number }) =>
    button(w.merging.openKept({ number: sayNumber(number) }), 'customer.card', { id }, { nth: id }),
  );
  return {
    text: words.note,
    body: [
      section(words.line({ who: `<@${byId}>`, names })),
      ...(open.length > 0 ? [actions(...open)] : []),
    ],
  };
}
