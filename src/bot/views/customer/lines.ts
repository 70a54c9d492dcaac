import { sayNumber } from '../../../crm/customers/rules.ts';
import type { CustomerLine } from '../../../crm/customers/store-search.ts';
import type { Why } from '../../../crm/why/rules.ts';
import { formatCivilDay, formatDay } from '../../../i18n/format.ts';
import { type AnyBlock, button, esc, section } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { readerOf, sayWhy } from '../why.ts';

/** One customer of a list: number and name, what matters now, and one button. */
export function customerLine(
  scene: Scene,
  line: CustomerLine,
  now: Date,
  why: Why = { score: 0, reasons: [] },
): AnyBlock {
  const { w } = scene;
  const reasons = sayWhy(why, readerOf(scene, now), SAID_ALREADY);
  const about = [aboutLine(scene, line, now), reasons].filter(Boolean).join('\n');
  return section(`*${sayNumber(line.number)} ${esc(line.name)}*\n${about}`, {
    accessory: button(w.customers.menu.open, 'customer.card', { id: line.id }, { nth: line.id }),
  });
}

/** What the line says anyhow: the next follow-up, and the grade. */
const SAID_ALREADY = ['overdue', 'due', 'hot', 'warm'];

function aboutLine(scene: Scene, line: CustomerLine, now: Date): string {
  const { w, actor } = scene;
  const { list } = w.customers;
  const overdue = line.nextDueAt !== null && line.nextDueAt < now;
  const parts = [
    line.status === 'invalid'
      ? list.invalid
      : w.fields.stage[line.stage as keyof typeof w.fields.stage],
    line.grade,
    line.nextDueAt &&
      (overdue
        ? `⏰ ${list.overdue}`
        : list.due({ when: formatDay(line.nextDueAt, actor.locale, actor.zone, now) })),
    line.repId === null
      ? list.pool
      : line.repId !== actor.id && line.repName && list.assigned({ name: esc(line.repName) }),
  ];
  return [...parts, ...(line.stage === 'lost' ? lossParts(scene, line) : [])]
    .filter((part): part is string => Boolean(part))
    .join(' · ');
}

/** Why a lost customer left, whether for somebody known, and when to try again. */
function lossParts({ w, actor }: Scene, line: CustomerLine) {
  const { list } = w.customers;
  const { lostReason: reason, knowsCompetitor: knows, winBackOn } = line;
  const day = winBackOn?.toISOString().slice(0, 10);
  return [
    reason && ((w.fields.lostReason as Record<string, string>)[reason] ?? reason),
    // Lists that did not read it say nothing of it.
    knows == null ? null : knows ? list.competitorKnown : list.competitorUnknown,
    day && list.winBack({ when: formatCivilDay(day, actor.locale) }),
  ];
}
