import type { CustomerRecord } from '../../../crm/customers/store.ts';
import type { Settings } from '../../../crm/settings/rules.ts';
import { formatDateTime } from '../../../i18n/format.ts';
import type { Scene } from '../../doing.ts';

/** By which rules and when it is read, and why the clock may stand still besides a manager's hold. */
interface Now {
  settings: Settings;
  now: Date;
  hasCase?: boolean;
  hasDeal?: boolean;
}

/** `protected until …, because …`: a card's line about its clock; null where it has none. */
export function protectionLine(
  scene: Scene,
  file: Pick<CustomerRecord, 'repId' | 'stage' | 'protectedUntil' | 'protectionBecause'>,
  { settings, now, hasCase, hasDeal }: Now,
): string | null {
  const { w, actor } = scene;
  const { card } = w.ownership;
  const { repId, protectedUntil, protectionBecause } = file;
  if (repId === null || protectionBecause === null) return null;
  if (protectedUntil === null) {
    if (file.stage === 'closed') return card.deal;
    if (hasCase) return card.disputed;
    return hasDeal ? card.dealing : card.held;
  }
  if (settings.exemptMembers.includes(repId)) return card.stays;
  const when = formatDateTime(protectedUntil, actor.locale, actor.zone, now);
  if (protectedUntil <= now) return card.over({ when });
  return card.until({ when, because: card.because[protectionBecause] ?? '' });
}
