import type { Absence, AbsencePeople, Absences } from '../../crm/absence/usecases.ts';
import type { Card } from '../../crm/cards/usecases.ts';
import { formatDateTime, formatDay, formatTime, formatUntil } from '../../i18n/format.ts';
import type { Letter } from '../../ledger/port.ts';
import {
  type AnyBlock,
  actions,
  button,
  context,
  esc,
  type ModalView,
  modal,
  section,
} from '../blocks.ts';
import type { Scene } from '../doing.ts';
import { datePicker, multiSelect, select } from '../form.ts';
import type { Reader } from './nudge.ts';

/** The assigned rep of a card, who is away. */
export type AwayOf = NonNullable<Card['away']>;

/** `away until 14 Mar; Zhang Wei stands in`: what both see on the card. */
export function awayLine(scene: Scene, away: AwayOf, now: Date): string {
  const { w, actor } = scene;
  const when = formatUntil(away.until, actor.locale, actor.zone, now);
  return away.coverName
    ? w.absence.coveredBy({ name: esc(away.coverName), when })
    : w.absence.awayAlone({ when });
}

/** Who is away or will be: one's own, those one covers, the team's for whoever leads it. */
export function absencesModal(scene: Scene, { list, now }: Absences, said?: string): ModalView {
  const { w } = scene;
  const words = w.absence;
  return modal({
    id: 'away.list',
    title: words.title,
    close: w.common.close,
    blocks: [
      ...(said ? [section(said)] : []),
      actions(button(words.add, 'away.new', {}, { style: 'primary' })),
      ...(list.length > 0
        ? list.map((one) => absenceBlock(scene, one, now))
        : [section(words.none)]),
      context(words.meaning),
    ],
  });
}

function absenceBlock(scene: Scene, one: Absences['list'][number], now: Date): AnyBlock {
  const { absence: words } = scene.w;
  const label = one.fromAt <= now ? words.end : words.takeBack;
  return section(
    absenceLine(one, { w: scene.w, ...scene.actor, now }),
    one.mayEnd ? { accessory: button(label, 'away.end', { id: one.id }, { nth: one.id }) } : {},
  );
}

/** `李娜 · 请假 3月12日 – 3月14日 · 张伟代班` */
export function absenceLine(
  one: Absence,
  reader: Pick<Reader, 'w' | 'locale' | 'zone' | 'now'>,
): string {
  const { w } = reader;
  const { absence: words } = w;
  const days = one.weekdays.map((day) => w.office.rules.weekdays[day - 1] ?? '');
  const time =
    days.length > 0
      ? words.every({ days: days.join(w.common.comma) })
      : words.fromTo(sayTime(one, reader));
  return [
    `*${esc(one.name)}*`,
    `${words.kinds[one.kind]} ${time}`,
    one.coverName ? words.cover({ name: esc(one.coverName) }) : words.nobody,
  ].join(' · ');
}

/** Whole days without a clock; the last day, not the midnight after it. */
function sayTime(
  { fromAt, toAt }: Pick<Absence, 'fromAt' | 'toAt'>,
  { locale, zone, now }: Pick<Reader, 'locale' | 'zone' | 'now'>,
): { from: string; to: string } {
  const isMidnight = formatTime(fromAt, locale, zone) === '00:00';
  const from = (isMidnight ? formatDay : formatDateTime)(fromAt, locale, zone, now);
  const to = toAt ? formatUntil(toAt, locale, zone, now) : '';
  return { from, to: to === from ? '' : to };
}

/** What the form starts with. */
export interface AbsenceStart {
  people: AbsencePeople;
  whoId?: string | null;
  kind?: 'leave' | 'rest' | null;
  from?: string | null;
  to?: string | null;
  weekdays?: number[];
  coverId?: string | null;
  /** Said on top: what was typed and not understood. */
  note?: string;
}

/** Leave or rest days as a form; whoever leads a team says whose. */
export function absenceForm(scene: Scene, start: AbsenceStart): ModalView {
  const { w, actor } = scene;
  const words = w.absence;
  const { whose, covers } = start.people;
  const options = (people: { id: string; name: string }[]) =>
    people.slice(0, 99).map(({ id, name }) => ({ value: id, label: name }));
  const standIns = options(covers.filter(({ id }) => whose.length > 0 || id !== actor.id));
  return modal({
    id: 'away.save',
    title: words.formTitle,
    submit: words.submit,
    close: w.common.cancel,
    blocks: [
      ...(start.note ? [section(start.note)] : []),
      ...(whose.length > 0
        ? [
            select({
              key: 'who',
              label: words.who,
              initial: start.whoId ?? 'me',
              options: [{ value: 'me', label: words.me }, ...options(whose)],
            }),
          ]
        : []),
      select({
        key: 'leaveKind',
        label: words.kind,
        initial: start.kind ?? 'leave',
        options: (['leave', 'rest'] as const).map((value) => ({
          value,
          label: words.kinds[value],
        })),
      }),
      datePicker({
        key: 'firstDay',
        label: words.from,
        ...(start.from && { initial: start.from }),
      }),
      datePicker({
        key: 'lastDay',
        label: words.to,
        hint: words.toHint,
        optional: true,
        ...(start.to && { initial: start.to }),
      }),
      multiSelect({
        key: 'weekdays',
        label: words.weekdays,
        hint: words.weekdaysHint,
        optional: true,
        initial: (start.weekdays ?? []).map(String),
        options: w.office.rules.weekdays.map((label, nth) => ({ value: String(nth + 1), label })),
      }),
      ...(standIns.length > 0
        ? [
            select({
              key: 'cover',
              label: words.coverLabel,
              hint: words.coverHint,
              optional: true,
              initial: start.coverId ?? null,
              options: standIns,
            }),
          ]
        : []),
    ],
  });
}

/** The word to whoever stands in, or whose leave somebody else set. */
export function absenceLetter(
  word: {
    absence: Absence;
    counts: { customers: number; followUps: number };
    event: 'set' | 'ended';
    byId: string;
    isCover: boolean;
  },
  reader: Reader,
): Letter {
  const { w } = reader;
  const { absence: words } = w;
  const { absence, event, isCover, counts } = word;
  const line = absenceLine(absence, reader);
  const note = { set: words.noteCover, ended: words.noteCoverEnd }[event];
  const by = `<@${word.byId}>`;
  const head = {
    set: isCover ? words.toldCover({ by }) : words.toldSet({ by }),
    ended: isCover ? words.toldCoverEnd({ by }) : words.toldEnd({ by }),
  }[event];
  return {
    text: isCover ? note : words.noteOwn,
    body: [
      section(`${head}\n${line}`),
      ...(isCover && event === 'set' ? [section(words.load(counts)), context(words.rights)] : []),
      actions(button(w.customers.menu.myDay, 'day.open')),
    ],
  };
}
