import type { SaidStep } from '../../crm/playbooks/store/said.ts';
import { formatDay, formatTime, formatUntil } from '../../i18n/format.ts';
import type { Messages } from '../../i18n/words.ts';
import type { Letter } from '../../ledger/port.ts';
import type { Locale } from '../../lib/locale.ts';
import { surnameWithTitle } from '../../lib/names.ts';
import { actions, button, context, esc, type KnownBlock, section } from '../blocks.ts';
import { buttonsOf, quiet } from './nudge-buttons.ts';
import { stepLines } from './playbook/words.ts';

/** Why a nudge came. */
export type Why = keyof Messages['nudges']['why'];

/** One line of a nudge. `outcome` is set once the matter has moved on. */
export interface NudgeItem {
  why: Why;
  customerId: string;
  /** Null where the nudge is about the customer. */
  followUpId: string | null;
  /** The deal a duty is of; null or absent for anything else. */
  dealId?: string | null;
  /** The viewing, where the nudge is about one. */
  viewing: { id: string; unitCodes: string[] } | null;
  number: number;
  name: string;
  gender: string | null;
  dueAt: Date;
  dayOnly: boolean;
  outcome: string | null;
  stage: string;
  /** The step of a playbook that is carried; a task is done by a tap. */
  step: SaidStep | null;
  isTask: boolean;
  limitAt: Date | null;
}

/** In which words, for whom and from when a message is read. `zone` is the person's. */
export interface Reader {
  w: Messages;
  locale: Locale;
  zone: string;
  now: Date;
  /** Slack id of who is told. */
  person: string;
}

/** Whose nudge it was, where somebody else is told; `until` where they are away. Null: the reader's own. */
export type InsteadOf = { name: string; until: Date | null } | null;

function insteadOfLine({ name, until }: NonNullable<InsteadOf>, reader: Reader): string {
  const { w, locale, zone, now } = reader;
  if (!until) return w.nudges.onBehalf({ name: esc(name) });
  return w.absence.standIn({ name: esc(name), when: formatUntil(until, locale, zone, now) });
}

/** Lines of a bundle; what is beyond is counted and stands in My day. */
const MOST_ITEMS = 10;

/**
 * A nudge: who, why, and what can be done with one tap. The channel's other members read it too, so a
 * customer is a number and a surname; `text`, which lock screens show, has not even that.
 */
export function nudgeLetter(items: NudgeItem[], reader: Reader, insteadOf: InsteadOf): Letter {
  const { w, person } = reader;
  const open = items.filter(({ outcome }) => outcome === null);
  const [only] = items;
  const shown = items.slice(0, MOST_ITEMS);
  const head =
    items.length === 1 && only
      ? itemLine(only, reader)
      : `*${open.length > 0 ? w.nudges.several({ n: open.length }) : w.nudges.settled.other}*`;
  // Who is told stands first; once everything is settled nobody is called any more.
  const lead = open.length > 0 ? `<@${person}> ${head}` : head;
  const blocks =
    items.length === 1 && only
      ? [section(lead), ...buttonsOf(only, reader, 'one')]
      : [
          section(lead),
          ...shown.flatMap((item, nth) => [
            section(itemLine(item, reader)),
            ...quiet(buttonsOf(item, reader, `${nth}`)),
          ]),
        ];
  const rest = items.length - shown.length;
  const tail: KnownBlock[] =
    rest > 0
      ? [section(w.nudges.andMore({ n: rest })), actions(button(w.nudges.myDay, 'day.open'))]
      : [];
  const note: KnownBlock[] = insteadOf ? [context(insteadOfLine(insteadOf, reader))] : [];
  return {
    text:
      open.length > 0
        ? `<@${person}> ${w.nudges.noteFollowUps({ n: open.length })}`
        : w.nudges.settled.other,
    body: [...blocks, ...tail, ...note],
  };
}

/** `C-1042 王女士 · 跟进到期：15:00`, or what became of it. */
function itemLine(item: NudgeItem, reader: Reader): string {
  const who = `*C-${item.number} ${whoOf(item, reader.locale)}*`;
  if (item.outcome === null)
    return [who, whyLine(item, reader), ...stepOf(item, reader)].join('\n');
  return `${who} · ✓ ${settledWord(item.outcome, reader.w)}`;
}

/** What the playbook says of it: the office's words, nothing of the customer's. */
function stepOf({ step, limitAt }: NudgeItem, reader: Reader): string[] {
  if (!step) return [];
  const limit = limitAt && formatDay(limitAt, reader.locale, reader.zone, reader.now);
  return stepLines(reader.w, reader.locale, step, limit);
}

export const whoOf = (
  { name, gender }: Pick<NudgeItem, 'name' | 'gender'>,
  locale: Locale,
): string => esc(surnameWithTitle(name, gender, locale));

function whyLine({ why, dueAt, dayOnly, stage, viewing }: NudgeItem, reader: Reader): string {
  const { w, now } = reader;
  const when = whenLine(dueAt, dayOnly, reader);
  const days = Math.max(1, Math.round((now.getTime() - dueAt.getTime()) / 86_400_000));
  if (why === 'silence' || why === 'confirm') return w.nudges.why[why]({ days });
  if (why === 'stuck') return w.nudges.why.stuck({ days, stage: stageOf(stage, reader) });
  if (why === 'viewing') {
    const units = esc(viewing?.unitCodes.join(w.common.comma) ?? '');
    return w.nudges.why.viewing({ when, units });
  }
  return w.nudges.why[why]({ when });
}

export const stageOf = (stage: string, { w }: Reader): string =>
  w.fields.stage[stage as keyof typeof w.fields.stage] ?? stage;

/** `15:00` today, with the day otherwise. */
export function whenLine(at: Date, dayOnly: boolean, { locale, zone, now }: Reader): string {
  const day = formatDay(at, locale, zone, now);
  if (dayOnly) return day;
  const time = formatTime(at, locale, zone);
  return day === formatDay(now, locale, zone, now) ? time : `${day} ${time}`;
}

function settledWord(outcome: string, w: Messages): string {
  const words: Record<string, string> = w.nudges.settled;
  return words[outcome] ?? w.nudges.settled.other;
}

/** A plain line for administrators. */
export function noticeLetter(line: string, { w, person }: Reader): Letter {
  return { text: `<@${person}> ${w.nudges.noteNotice}`, body: [section(`<@${person}> ${line}`)] };
}
