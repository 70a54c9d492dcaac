import { formatUntil } from '../../i18n/format.ts';
import type { Letter } from '../../ledger/port.ts';
import { button, esc, type KnownBlock, section } from '../blocks.ts';
import { type NudgeItem, type Reader, stageOf, whenLine, whoOf } from './nudge.ts';
import { row } from './nudge-buttons.ts';

/** One rep's line in a manager's roll-up. */
export interface RollUpLine {
  memberId: string;
  rep: string;
  items: NudgeItem[];
  /** Set while the rep is away; `isCovered` where somebody stands in. */
  away: { until: Date; isCovered: boolean } | null;
}

/** A manager's roll-up: rep, how many, the oldest; and what to do about it. */
export function rollUpLetter(lines: RollUpLine[], reader: Reader, messageId: string): Letter {
  const { w, person } = reader;
  const waiting = lines
    .flatMap(({ items }) => items)
    .filter(({ outcome }) => outcome === null).length;
  const head =
    waiting > 0
      ? `<@${person}> *${w.nudges.rollUpTitle({ n: waiting })}*`
      : `*${w.nudges.settled.other}*`;
  return {
    text: waiting > 0 ? `<@${person}> ${w.nudges.noteRollUp}` : w.nudges.settled.other,
    body: [
      section(head),
      ...lines
        .slice(0, 20)
        .flatMap((line, nth) => rollUpBlocks(line, reader, { messageId, nth: `${nth}` })),
    ],
  };
}

function rollUpBlocks(
  { memberId, rep, items, away }: RollUpLine,
  reader: Reader,
  of: { messageId: string; nth: string },
): KnownBlock[] {
  const { w, locale } = reader;
  const open = items.filter(({ outcome }) => outcome === null);
  const [oldest] = open;
  if (!oldest) return [section(w.nudges.rollUpSettled({ rep: esc(rep) }))];
  const when = whenLine(oldest.dueAt, oldest.dayOnly, reader);
  const since = sinceLine(oldest, when, reader);
  const line = w.nudges.rollUpLine({
    rep: esc(rep),
    n: open.length,
    oldest: `C-${oldest.number} ${whoOf(oldest, locale)} · ${since}`,
  });
  const input = { messageId: of.messageId, memberId };
  return [
    section([line, ...(away ? [awayLine(away, reader)] : [])].join('\n')),
    ...row(
      button(w.nudges.ask, 'roll-up.ask', input, { style: 'primary', nth: of.nth }),
      button(w.nudges.reassign, 'roll-up.reassign', input, { nth: of.nth }),
      button(w.nudges.handle, 'roll-up.handle', input, { nth: of.nth }),
    ),
  ];
}

function sinceLine({ why, stage }: NudgeItem, when: string, reader: Reader): string {
  const { nudges } = reader.w;
  if (why === 'stuck') return nudges.stuckSince({ when, stage: stageOf(stage, reader) });
  return why === 'enquiry' ? nudges.enquirySince({ when }) : nudges.overdueSince({ when });
}

function awayLine({ until, isCovered }: NonNullable<RollUpLine['away']>, reader: Reader): string {
  const { absence } = reader.w;
  const when = formatUntil(until, reader.locale, reader.zone, reader.now);
  return isCovered ? absence.awayCovered({ when }) : absence.awayAlone({ when });
}
