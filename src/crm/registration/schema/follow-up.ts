import { civilDay } from '../../../lib/calendar/index.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { parseWhen } from '../../../lib/when/index.ts';
import type { Actor } from '../../access/actor.ts';
import { planDue } from '../../followups/rules.ts';
import { officeHours, type Settings } from '../../settings/rules.ts';
import type { Registration } from '../usecases.ts';

const NONE = new Set(['none', 'no', '无', '不', '不用', '不安排']);

/**
 * What the follow-up's input asks for: empty means by cadence, "none" means none, anything else must be
 * a date to come. Words beside the date become what is to be done.
 */
export function readFollowUpText(
  text: string,
  at: { now: Date; actor: Actor; settings: Settings },
): Registration['followUp'] {
  const typed = text.trim();
  if (typed === '') return 'cadence';
  if (NONE.has(typed.toLowerCase())) return null;
  const { now, actor, settings } = at;
  const when = parseWhen(typed, {
    now,
    zone: actor.zone,
    locale: actor.locale,
    officeHours: officeHours(settings, actor.zone),
  });
  if (!when) throw new Refusal('dateUnreadable', { text: typed }, 'nextFollowUp');
  try {
    return {
      ...planDue(when, { now, zone: actor.zone, settings }),
      what: when.rest || null,
      ...(when.unofficial && { unofficial: civilDay(when.instant, actor.zone).slice(0, 4) }),
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.code, error.params, 'nextFollowUp');
  }
}
