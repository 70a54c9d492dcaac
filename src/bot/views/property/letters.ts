import type { HoldNews } from '../../../crm/properties/usecases/told.ts';
import { formatDateTime } from '../../../i18n/format.ts';
import type { Messages } from '../../../i18n/words.ts';
import type { Letter } from '../../../ledger/port.ts';
import type { Locale } from '../../../lib/locale.ts';
import { actions, button, esc, section } from '../../blocks.ts';
import { callName } from '../assignment.ts';
import { callUnit } from './lines.ts';

/** Who reads a letter about a hold, where, and when. */
export interface HoldReader {
  w: Messages;
  locale: Locale;
  zone: string;
  now: Date;
  /** Name of who ended it; null: nobody did. */
  by: string | null;
}

/** A hold ends soon, or has ended; drawn again it says what became of it. */
export function holdLetter(news: HoldNews, reader: HoldReader): Letter {
  const { w, locale, zone, now, by } = reader;
  const words = w.properties.hold;
  const { unit, party, phase, state } = news;
  const when = (at: Date) => formatDateTime(at, locale, zone, now);
  const what = {
    unit: esc(callUnit(unit, locale)),
    customer: esc(callName(party, locale)),
    when: when(news.until),
  };
  const line = () => {
    if (phase === 'over') {
      if (by) return words.overBy({ ...what, by: esc(by) });
      return words.over(what);
    }
    if (state === 'running') return words.soon(what);
    return state === 'longer'
      ? words.longer({ ...what, when: when(unit.heldUntil!) })
      : words.gone(what);
  };
  return {
    text: phase === 'over' ? words.noteOver : words.noteSoon,
    body: [section(line()), actions(button(words.open, 'property.show', { id: unit.id }))],
  };
}
