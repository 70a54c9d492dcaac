import type { Card } from '../../../crm/cards/usecases.ts';
import { formatDay } from '../../../i18n/format.ts';
import { civilDay, getDayNumber } from '../../../lib/calendar/index.ts';
import { esc } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { stepWords } from './words.ts';

/** `for 12 days · 📋 2 of 5 · next: …`: how long in the stage, how far in its playbook. */
export function stageLine(
  scene: Scene,
  { file, plan, now }: Pick<Card, 'file' | 'plan' | 'now'>,
): string {
  const { w, actor } = scene;
  const words = w.playbooks.card;
  const today = civilDay(now, actor.zone);
  const n = getDayNumber(today) - getDayNumber(civilDay(file.stageSince, actor.zone));
  const next = plan?.next;
  return [
    words.days({ n: Math.max(0, n) }),
    plan && words.progress({ over: plan.over, all: plan.all }),
    next &&
      words.next({
        title: esc(stepWords(w, actor.locale, next).title),
        when: formatDay(next.dueAt, actor.locale, actor.zone, now),
      }),
  ]
    .filter(Boolean)
    .join(' · ');
}
