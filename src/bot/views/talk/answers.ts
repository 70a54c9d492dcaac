import { sayNumber } from '../../../crm/customers/rules.ts';
import type { CustomerFilter, CustomerLine } from '../../../crm/customers/store-search.ts';
import type { Day } from '../../../crm/day/usecases/index.ts';
import type { Settings } from '../../../crm/settings/rules.ts';
import { formatDay, formatDue } from '../../../i18n/format.ts';
import { surnameWithTitle } from '../../../lib/names.ts';
import { type AnyBlock, actions, button, context, esc, section } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import type { CardData } from '../customer/card.ts';
import { dropButton, listParts } from '../customer/list.ts';
import { teamBlocks } from '../day.ts';
import { followUpLine } from '../followup.ts';

/** A person as their name may be said here: in the DM in full, where others read surname and title. */
export function callWho(
  scene: Scene,
  one: { number: number; name: string; gender?: string | null },
  isShared: boolean,
): string {
  const name = isShared
    ? surnameWithTitle(one.name, one.gender ?? null, scene.actor.locale)
    : one.name;
  return `${sayNumber(one.number)} ${esc(name)}`;
}

/** A customer in short, with what is done most. */
export function cardBlocks(scene: Scene, card: CardData, isShared: boolean): AnyBlock[] {
  const { w, actor } = scene;
  const { file } = card;
  const words = w.customers.card;
  const day = (at: Date) => formatDay(at, actor.locale, actor.zone, card.now);
  const facts = [
    w.fields.stage[file.stage as keyof typeof w.fields.stage],
    file.grade,
    `${words.lastContact}: ${file.lastEffectiveAt ? day(file.lastEffectiveAt) : words.never}`,
    `${words.nextFollowUp}: ${card.nextDueAt ? day(card.nextDueAt) : words.noPlan}`,
  ].filter(Boolean);
  const who = { number: file.number, name: file.values.name ?? '', gender: file.values.gender };
  const { id } = file;
  return [
    section(`*${callWho(scene, who, isShared)}*\n${facts.join(' · ')}`),
    actions(
      button(w.customers.menu.open, 'customer.card', { id }, { style: 'primary' }),
      ...(card.may.update
        ? [
            button(words.logContact, 'contact.log', { id }),
            button(words.planFollowUp, 'followup.plan', { id }),
          ]
        : []),
      ...(card.may.reveal ? [button(words.reveal, 'customer.reveal', { id })] : []),
    ),
  ];
}

/** Customers that were asked for. */
export interface FoundPage {
  lines: CustomerLine[];
  hasNext: boolean;
  now: Date;
  filter: CustomerFilter;
  settings: Settings;
  repName: string | null;
  isShared: boolean;
  title: string;
}

/** A list as an answer: what was understood, each customer with a button, the rest one tap away. */
export function foundBlocks(scene: Scene, page: FoundPage): AnyBlock[] {
  const { w } = scene;
  const { filter, lines, hasNext } = page;
  const parts = listParts(scene, filter, page);
  const more = button(w.common.nextPage, 'customer.list', { filter, page: 1 }, { nth: 'next' });
  return [
    section(`*${page.title}*`),
    ...(parts.length > 0
      ? [context(w.customers.list.tapToDrop), actions(...parts.map(dropButton(scene)))]
      : []),
    ...lines.map((line) => foundLine(scene, line, page)),
    ...(hasNext ? [actions(more)] : []),
  ];
}

function foundLine(scene: Scene, line: CustomerLine, { now, isShared }: FoundPage): AnyBlock {
  const { w, actor } = scene;
  const { list } = w.customers;
  const due =
    line.nextDueAt &&
    (line.nextDueAt < now
      ? `⏰ ${list.overdue}`
      : list.due({ when: formatDay(line.nextDueAt, actor.locale, actor.zone, now) }));
  const facts = [
    w.fields.stage[line.stage as keyof typeof w.fields.stage],
    line.grade,
    due,
    line.repId !== actor.id && line.repName && esc(line.repName),
  ].filter(Boolean);
  return section(`*${callWho(scene, line, isShared)}*\n${facts.join(' · ')}`, {
    accessory: button(w.customers.menu.open, 'customer.card', { id: line.id }, { nth: line.id }),
  });
}

/** Whom to call today; in a channel without what is to be done. */
export function callsBlocks(scene: Scene, day: Day, isShared: boolean): AnyBlock[] {
  const { w, actor } = scene;
  const words = w.work.day;
  const lines = day.due.map((line) => {
    if (!isShared) return followUpLine(scene, line, day.now);
    const when = formatDue(line.dueAt, actor.locale, actor.zone, {
      grain: line.grain,
      now: day.now,
    });
    return section(`*${callWho(scene, line, true)}*\n${when}`, {
      accessory: button(
        w.work.followUp.do,
        'followup.open',
        { followUpId: line.id },
        { nth: line.id },
      ),
    });
  });
  const { overdue, today, coming } = day;
  return [
    section(words.counts({ overdue, today, coming })),
    ...(lines.length > 0 ? lines : [section(words.nothingDue)]),
    ...day.teams.flatMap((team) => teamBlocks(w, team)).slice(0, 20),
    actions(button(words.title, 'day.open')),
  ];
}

/** What one can write, with examples in the person's language. */
export function helpBlocks(scene: Scene): AnyBlock[] {
  const { talk, common } = scene.w;
  return [
    section([`*${talk.help.title}*`, ...talk.help.lines].join('\n')),
    context(common.privacy),
    actions(
      button(scene.w.customers.menu.register, 'customer.new'),
      button(scene.w.work.day.title, 'day.open'),
      button(talk.help.all, 'help'),
    ),
  ];
}
