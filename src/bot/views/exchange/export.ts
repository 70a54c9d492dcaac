import type { BudgetRange } from '../../../crm/customers/values.ts';
import type { ExportWords } from '../../../crm/exchange/rules/export.ts';
import { columnLabel } from '../../../i18n/columns.ts';
import { formatBudget } from '../../../i18n/format.ts';
import { type Showing, showValue } from '../show.ts';

/** Digits of millions that leave nothing out: a card rounds, a file that is brought in again must not. */
const TO_THE_CENT = 8;

/** Names behind ids, and the zone an export's times are in. */
export interface ExportOffice {
  members: readonly { id: string; name: string }[];
  teams: readonly { id: string; name: string }[];
  zone: string;
}

/** The words of a language, as an export writes them and an import reads them. */
export function exportWords(showing: Showing, office: ExportOffice): ExportWords {
  const { w } = showing;
  const nameOf = new Map(
    [...office.members, ...office.teams].map(({ id, name }) => [id, name] as const),
  );
  const { arrivalKind, stage } = w.fields as unknown as Record<string, Record<string, string>>;
  const choices = { arrivalKind, stage, consent: w.exchange.consent as Record<string, string> };
  return {
    heading: (column) =>
      column === 'number' ? w.exchange.terminal.number : columnLabel(w, column),
    value: (field, value) =>
      field.kind === 'budget' && value
        ? formatBudget(value as BudgetRange, showing.locale, TO_THE_CENT)
        : showValue(field, value, showing),
    choice: (column, value) => choices[column]?.[value] ?? value,
    person: (id) => nameOf.get(id ?? '') ?? '',
    team: (id) => nameOf.get(id) ?? '',
    zone: office.zone,
  };
}
