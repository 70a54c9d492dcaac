import type { Scene } from '../../bot/doing.ts';
import { sayNumber } from '../../crm/customers/rules.ts';
import type { WordsContext } from '../../crm/customers/schema-words/finder.ts';
import { searchCustomers } from '../../crm/customers/usecases/index.ts';
import type { Prefilled } from '../../crm/registration/schema/prefill.ts';
import { officeHours, type Settings } from '../../crm/settings/rules.ts';

/** What reading a line needs: the office's lists and the person's clock. */
export function wordsContext(scene: Scene, settings: Settings, now: Date): WordsContext {
  const { actor } = scene;
  return {
    sources: settings.sources,
    districts: settings.districts,
    currency: settings.currency,
    region: settings.phoneRegion,
    now,
    zone: actor.zone,
    locale: actor.locale,
    hours: officeHours(settings, actor.zone),
  };
}

/** The existing customer a line names: by number, or by a name that fits exactly one the person may see. */
export async function findReferrer(scene: Scene, { referrer }: Prefilled) {
  if (!referrer) return null;
  const text = 'number' in referrer ? sayNumber(referrer.number) : referrer.name;
  const { lines } = await searchCustomers(scene, { text }, 0);
  return lines.length === 1 ? lines[0]! : null;
}

/** A referrer as the line named them. */
export const sayReferrer = ({ referrer }: Prefilled): string =>
  referrer && 'number' in referrer ? sayNumber(referrer.number) : (referrer?.name ?? '');
