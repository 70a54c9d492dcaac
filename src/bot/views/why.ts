import type { Reason, Why } from '../../crm/why/rules.ts';
import type { Called } from '../../crm/why/usecases.ts';
import { formatDateTime, formatTime } from '../../i18n/format.ts';
import type { Messages } from '../../i18n/words.ts';
import { civilDay } from '../../lib/calendar/index.ts';
import type { Locale } from '../../lib/locale.ts';
import { type AnyBlock, button, context, type ModalView, modal, section } from '../blocks.ts';
import type { Scene } from '../doing.ts';
import { sayWho } from './contact.ts';

/** Who reads the reasons. */
export interface WhyReader {
  w: Messages;
  locale: Locale;
  zone: string;
  now?: Date;
}

/** How many reasons are said: more of them on one line nobody reads. */
const MOST_REASONS = 3;

/** The strongest reasons in a few words: `overdue 2 days · grade A`; empty where there is none. */
export function sayWhy(why: Why, reader: WhyReader, except: readonly string[] = []): string {
  const { w } = reader;
  return why.reasons
    .filter(({ key }) => !except.includes(key))
    .slice(0, MOST_REASONS)
    .map((reason) => w.why.reason[reason.key](saidOf(reason, reader)))
    .join(w.why.and);
}

/** A moment of today by its time alone. */
function sayMoment(at: Date, { locale, zone, now }: WhyReader): string {
  const isToday = now && civilDay(at, zone) === civilDay(now, zone);
  return isToday ? formatTime(at, locale, zone) : formatDateTime(at, locale, zone, now);
}

const saidOf = ({ at, days, n }: Reason, reader: WhyReader) => ({
  when: at ? sayMoment(at, reader) : '',
  days,
  n,
});

/** The reader of a screen. */
export const readerOf = ({ w, actor }: Scene, now?: Date): WhyReader => ({
  w,
  locale: actor.locale,
  zone: actor.zone,
  ...(now && { now }),
});

/** The line of the card. */
export function whyLine(scene: Scene, why: Why, now?: Date): AnyBlock[] {
  const reasons = sayWhy(why, readerOf(scene, now));
  return reasons ? [context(scene.w.why.line({ reasons }))] : [];
}

/** Whom to call today, the strongest reasons first. */
export function callsModal(
  scene: Scene,
  { calls, all, now }: { calls: Called[]; all: number; now: Date },
): ModalView {
  const { w } = scene;
  const words = w.why.list;
  return modal({
    id: 'why.list',
    title: words.title,
    close: w.common.close,
    blocks: [
      section(all === 0 ? words.none : words.intro({ n: all })),
      ...calls.map((one) =>
        section(`*${sayWho(one)}*\n${sayWhy(one.why, readerOf(scene, now))}`, {
          accessory: button(
            w.customers.menu.open,
            'customer.card',
            { id: one.id },
            { nth: one.id },
          ),
        }),
      ),
      ...(all > calls.length ? [context(w.common.more({ n: all - calls.length }))] : []),
    ],
  });
}
