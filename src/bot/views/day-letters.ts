import type { Actor } from '../../crm/access/actor.ts';
import { sayNumber } from '../../crm/customers/rules.ts';
import { withoutNumbers } from '../../crm/day/rules.ts';
import type { Day, OfficeReport, OwnReport } from '../../crm/day/usecases/index.ts';
import { formatCivilDay, formatDay, formatTime, formatUntil } from '../../i18n/format.ts';
import { type Messages, words } from '../../i18n/words.ts';
import { surnameWithTitle } from '../../lib/names.ts';
import { type AnyBlock, actions, button, context, copyable, esc, section } from '../blocks.ts';
import { teamBlocks } from './day.ts';
import { sayWhy } from './why.ts';

/** A message that leaves: what a lock screen may show, and the layout. */
export interface Letter {
  text: string;
  body: AnyBlock[];
}

/** The morning brief, for the person's direct message: numbers, surnames, one way in. Null when there is nothing to say. */
export function briefLetter(actor: Actor, day: Day): Letter | null {
  const w = words(actor.locale);
  const { overdue, today, due, now } = day;
  const teamsOverdue = day.teams
    .flatMap(({ reps }) => reps)
    .reduce((sum, rep) => sum + rep.overdue, 0);
  const covered = day.covered.filter(({ total }) => total > 0);
  if (overdue + today + teamsOverdue + covered.length === 0) return null;
  // A manager without customers of their own reads only the teams.
  const hasOwn = overdue + today + day.coming > 0 || day.teams.length === 0;
  const lines = due.map((line) => {
    const who = surnameWithTitle(line.name, line.gender, actor.locale);
    const time = formatTime(line.dueAt, actor.locale, actor.zone);
    const late = line.dueAt < now && formatDay(line.dueAt, actor.locale, actor.zone, now);
    const { locale, zone } = actor;
    const why = sayWhy(line.why, { w, locale, zone, now }, ['overdue', 'due']);
    return [`${late || time}  ${sayNumber(line.number)} ${esc(who)}`, why]
      .filter(Boolean)
      .join(' · ');
  });
  const { day: said } = w.work;
  return {
    text: hasOwn ? said.briefText({ overdue, today }) : said.briefTeams({ n: teamsOverdue }),
    body: [
      section(said.briefTitle({ day: formatDay(now, actor.locale, actor.zone) })),
      ...(hasOwn ? [section(said.counts({ overdue, today, coming: day.coming }))] : []),
      ...(lines.length > 0 ? [section(lines.join('\n'))] : []),
      ...(overdue + today > due.length ? [context(said.more({ n: overdue + today }))] : []),
      ...covered.map(({ name, until, total: n }) => {
        const when = formatUntil(until, actor.locale, actor.zone, now);
        return section(w.absence.coveredDue({ name: esc(name), when, n }));
      }),
      ...day.teams.flatMap((team) => teamBlocks(w, team)),
      actions(button(said.toDay, 'day.open', {}, { style: 'primary' })),
    ],
  };
}

/** The draft of a daily report, to be confirmed with one tap; confirmed, it says so. */
export function reportLetter(actor: Actor, own: OwnReport): Letter {
  const w = words(actor.locale);
  const said = w.work.report;
  const { report, figures } = own;
  const body = [
    section(said.heading({ day: formatCivilDay(report.day, actor.locale) })),
    section(said.lines(figures)),
  ];
  if (report.confirmedAt) {
    const time = formatTime(report.confirmedAt, actor.locale, actor.zone);
    return { text: said.confirmedText, body: [...body, context(said.confirmedAt({ time }))] };
  }
  const reportId = report.id;
  return {
    text: said.text,
    body: [
      ...body,
      actions(
        button(said.confirm, 'report.confirm', { reportId }, { style: 'primary' }),
        button(said.withNote, 'report.open', { reportId }),
      ),
    ],
  };
}

/** The office's 日报 for a manager: plain text in one piece, ready to be copied elsewhere. */
export function officeReportLetter(actor: Actor, report: OfficeReport): Letter {
  const w = words(actor.locale);
  const said = w.work.report;
  return {
    text: said.officeText({ day: formatCivilDay(report.day, actor.locale) }),
    body: [section(said.officeIntro), copyable(officeText(w, report, actor.locale))],
  };
}

/** The text itself: a heading, one line per rep, the total, and who is missing. */
export function officeText(w: Messages, report: OfficeReport, locale: Actor['locale']): string {
  const said = w.work.report;
  const comma = locale === 'zh' ? '、' : ', ';
  return [
    said.officeHeading({ team: report.teamName, day: report.day }),
    ...report.reps.flatMap(({ name, figures, note }) => [
      said.repLine({ name, ...figures }),
      ...(note ? [said.noteLine({ note: withoutNumbers(note) })] : []),
    ]),
    said.repLine({ name: said.total, ...report.total }),
    report.missing.length > 0 ? said.missing({ names: report.missing.join(comma) }) : said.allIn,
  ].join('\n');
}
