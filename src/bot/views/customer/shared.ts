import { fieldOf } from '../../../crm/customers/fields.ts';
import { sayNumber } from '../../../crm/customers/rules.ts';
import type { CustomerRecord } from '../../../crm/customers/store.ts';
import type { CustomerValues } from '../../../crm/customers/values.ts';
import type { Letter } from '../../../ledger/port.ts';
import { surnameWithTitle } from '../../../lib/names.ts';
import { actions, button, context, esc, section } from '../../blocks.ts';
import { labelOf, type Showing, showValue } from '../show.ts';

/** What colleagues may read of a shared customer: what is wanted, never who or how to reach them. */
const SHARED = ['layouts', 'area', 'budget', 'districts', 'purchaseTime', 'purpose'] as const;

type Need = Pick<CustomerValues, (typeof SHARED)[number]>;

/** What is wanted, one line each. */
export function needLines(values: Need, showing: Showing): string[] {
  const { w } = showing;
  return SHARED.flatMap((key) => {
    const shown = showValue(fieldOf(key), values[key], showing);
    return shown ? [w.common.pair({ label: labelOf(w, key), value: esc(shown) })] : [];
  });
}

/** The wishes homes are matched by. */
const WISHES = ['layouts', 'area', 'budget', 'districts', 'floors', 'nearby'] as const;

/** What is wanted of a home, in one line. Plain text: escape it before mrkdwn. */
export function wishLine(
  values: Pick<CustomerValues, (typeof WISHES)[number]>,
  showing: Showing,
): string {
  return WISHES.map((key) => showValue(fieldOf(key), values[key], showing))
    .filter(Boolean)
    .join(' · ');
}

/** A customer shared to a channel: number, surname with title, stage and need; the card opens by permission. */
export function sharedLetter(
  data: {
    record: CustomerRecord;
    values: Need;
    by: string;
  },
  showing: Showing,
): Letter {
  const { w, locale } = showing;
  const { record, values, by } = data;
  const title = `${sayNumber(record.number)} ${surnameWithTitle(record.name, record.gender, locale)}`;
  const stage = w.fields.stage[record.stage as keyof typeof w.fields.stage];
  const lines = needLines(values, showing);
  return {
    text: w.customers.shared.text,
    body: [
      section(
        [`*${esc(title)}*  ${stage}${record.grade ? ` · ${record.grade}` : ''}`, ...lines].join(
          '\n',
        ),
      ),
      context(w.customers.shared.by({ person: `<@${by}>` })),
      actions(button(w.customers.menu.open, 'customer.card', { id: record.id })),
    ],
  };
}
