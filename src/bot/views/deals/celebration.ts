import type { Unit } from '../../../crm/properties/store/units.ts';
import type { Messages } from '../../../i18n/words.ts';
import type { Letter } from '../../../ledger/port.ts';
import { esc, section } from '../../blocks.ts';
import { unitName } from './words.ts';

/** The team's channel hears of a contract: unit and rep, never who bought. */
export function celebrationLetter(
  { unit, rep }: { unit: Pick<Unit, 'building' | 'code'>; rep: string },
  w: Messages,
): Letter {
  return {
    text: w.deals.celebration.note,
    body: [section(w.deals.celebration.post({ unit: unitName(w, unit), rep: esc(rep) }))],
  };
}
