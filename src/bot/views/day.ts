import { canEver } from '../../crm/access/rules.ts';
import type { FieldKey } from '../../crm/customers/fields.ts';
import { MAX_REPORT_NOTE } from '../../crm/day/rules.ts';
import type { Day, OwnReport } from '../../crm/day/usecases/index.ts';
import { formatCivilDay, formatDay, formatTime, formatUntil } from '../../i18n/format.ts';
import type { Messages } from '../../i18n/words.ts';
import {
  type AnyBlock,
  actions,
  button,
  context,
  divider,
  esc,
  type HomeView,
  homeTab,
  type ModalView,
  modal,
  section,
} from '../blocks.ts';
import type { Scene } from '../doing.ts';
import { textInput } from '../form.ts';
import { sayWho } from './contact.ts';
import { type Done, doneBlocks } from './done.ts';
import { followUpLine } from './followup.ts';
import { labelOf } from './show.ts';

/** Due lines on the home tab; more are one tap away. Each is one block of Slack's hundred. */
export const HOME_LINES = 20;

/** My day as the home tab. */
export function dayHome(scene: Scene, day: Day): HomeView {
  return homeTab(dayBlocks(scene, day));
}

/** My day as a modal, for those who type rather than open the home tab. */
export function dayModal(scene: Scene, day: Day, done?: Done): ModalView {
  return modal({
    id: 'day.open',
    title: scene.w.work.day.title,
    close: scene.w.common.close,
    blocks: [...(done ? [...doneBlocks(scene, done), divider()] : []), ...dayBlocks(scene, day)],
  });
}

function dayBlocks(scene: Scene, day: Day): AnyBlock[] {
  const { actor, w } = scene;
  const title = w.work.day.greeting({
    name: esc(actor.name),
    day: formatDay(day.now, actor.locale, actor.zone, day.now),
  });
  return [
    section(`*${title}*`),
    ...awayBlocks(scene, day),
    ...(day.works ? buttons(scene, day) : []),
    ...(canEver(actor, 'review:decide') ? [actions(button(w.review.all, 'review.list'))] : []),
    ...(day.works || day.overdue + day.today > 0 ? dueBlocks(scene, day) : []),
    ...day.covered.flatMap((one) => coveredBlocks(scene, one, day.now)),
    ...reportBlocks(scene, day),
    ...freshBlocks(scene, day),
    ...missingBlocks(scene, day),
    ...day.teams.flatMap((team) => teamBlocks(w, team)),
  ];
}

function buttons(scene: Scene, { busyUntil }: Day): AnyBlock[] {
  const { w, actor } = scene;
  const words = w.work.day;
  const busy = busyUntil
    ? button(words.back, 'day.back', {}, { style: 'primary' })
    : button(words.busy, 'day.busy');
  const register = button(
    words.register,
    'customer.new',
    {},
    busyUntil ? {} : { style: 'primary' },
  );
  return [
    actions(
      register,
      button(words.find, 'customer.menu'),
      button(words.log, 'contact.log', {}, { nth: 'day' }),
      button(words.followUps, 'followup.list', {}, { nth: 'day' }),
      button(w.why.list.button, 'why.list', {}, { nth: 'day' }),
      busy,
    ),
    ...(busyUntil
      ? [context(words.busyUntil({ time: formatTime(busyUntil, actor.locale, actor.zone) }))]
      : []),
  ];
}

function dueBlocks(scene: Scene, day: Day): AnyBlock[] {
  const words = scene.w.work.day;
  const { overdue, today, coming, due } = day;
  const all = overdue + today;
  return [
    divider(),
    section(words.counts({ overdue, today, coming })),
    ...(due.length === 0
      ? [section(words.nothingDue)]
      : due.map((line) => followUpLine(scene, line, day.now))),
    ...(all > due.length
      ? [
          actions(
            button(
              words.more({ n: all }),
              'followup.list',
              { bucket: overdue > 0 ? 'overdue' : 'today' },
              { nth: 'more' },
            ),
          ),
        ]
      : []),
  ];
}

function awayBlocks({ w, actor }: Scene, { awayUntil, now }: Day): AnyBlock[] {
  if (!awayUntil) return [];
  const when = formatUntil(awayUntil, actor.locale, actor.zone, now);
  return [context(w.absence.youAreAway({ when }))];
}

/** What is due of a colleague for whom the person stands in. */
function coveredBlocks(scene: Scene, one: Day['covered'][number], now: Date): AnyBlock[] {
  const { w, actor } = scene;
  const when = formatUntil(one.until, actor.locale, actor.zone, now);
  const more = one.total - one.due.length;
  return [
    divider(),
    section(w.absence.coveredDue({ name: esc(one.name), when, n: one.total })),
    ...one.due.map((line) => followUpLine(scene, line, now)),
    ...(more > 0 ? [context(w.common.more({ n: more }))] : []),
  ];
}

function reportBlocks(scene: Scene, { report }: Day): AnyBlock[] {
  const { w, actor } = scene;
  const words = w.work.day;
  if (!report) return [];
  if (report.confirmedAt) {
    const time = formatTime(report.confirmedAt, actor.locale, actor.zone);
    return [divider(), section(words.reportDone({ time }))];
  }
  const open = button(words.reportButton, 'report.open', { reportId: report.id });
  return [divider(), section(words.reportReady, { accessory: open })];
}

function freshBlocks(scene: Scene, { fresh, freshCount }: Day): AnyBlock[] {
  if (freshCount === 0) return [];
  const words = scene.w.work.day;
  return [
    divider(),
    section(`*${words.fresh({ n: freshCount })}*`),
    ...fresh.map((customer) =>
      section(sayWho(customer), {
        accessory: button(
          words.open,
          'customer.card',
          { id: customer.id },
          { nth: `new-${customer.id}` },
        ),
      }),
    ),
  ];
}

function missingBlocks(scene: Scene, { incomplete, incompleteCount }: Day): AnyBlock[] {
  const { w } = scene;
  if (incompleteCount === 0) return [];
  const words = w.work.day;
  const comma = scene.actor.locale === 'zh' ? '、' : ', ';
  return [
    divider(),
    section(`*${words.missing({ n: incompleteCount })}*`),
    ...incomplete.map((customer) => {
      const fields = customer.missing.map((key) => labelOf(w, key as FieldKey)).join(comma);
      const fill = button(words.fill, 'customer.edit', { id: customer.id }, { nth: customer.id });
      return section(`${sayWho(customer)}\n${fields}`, { accessory: fill });
    }),
  ];
}

/** Reps shown of one team; the ones furthest behind come first. */
const TEAM_LINES = 15;

/** A team: who is new, who is behind, who postpones. */
export function teamBlocks(w: Messages, team: Day['teams'][number]): AnyBlock[] {
  const words = w.work.day;
  const reps = team.reps.slice(0, TEAM_LINES).map((rep) => {
    const line = words.rep({ name: esc(rep.name), overdue: rep.overdue, today: rep.today });
    const snoozed = rep.snoozed > 0 ? ` · ${words.repSnoozed({ n: rep.snoozed })}` : '';
    return `${line}${snoozed}${rep.busy ? ` ${words.repBusy}` : ''}`;
  });
  return [
    divider(),
    section(words.team({ name: esc(team.name), registered: team.registered })),
    section(reps.length > 0 ? reps.join('\n') : words.noReps),
  ];
}

/** The daily report with a note, as a form. */
export function reportModal(scene: Scene, own: OwnReport): ModalView {
  const { w, actor } = scene;
  const said = w.work.report;
  const { report, figures, note } = own;
  const common = { title: said.title, close: w.common.close, memo: { reportId: report.id } };
  const blocks = [
    section(said.heading({ day: formatCivilDay(report.day, actor.locale) })),
    section(said.lines(figures)),
  ];
  if (report.confirmedAt) {
    const time = formatTime(report.confirmedAt, actor.locale, actor.zone);
    const noted = note ? [section(esc(note))] : [];
    return modal({
      ...common,
      id: 'report.shown',
      blocks: [...blocks, ...noted, context(said.confirmedAt({ time }))],
    });
  }
  return modal({
    ...common,
    id: 'report.confirm',
    submit: said.submit,
    blocks: [
      ...blocks,
      textInput({
        key: 'note',
        label: said.note,
        hint: said.noteHint,
        optional: true,
        multiline: true,
        maxLength: MAX_REPORT_NOTE,
      }),
    ],
  });
}
