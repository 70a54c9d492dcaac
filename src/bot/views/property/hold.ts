import type { Unit } from '../../../crm/properties/store/units.ts';
import type { CardUnit } from '../../../crm/properties/store-card.ts';
import type { Settings } from '../../../crm/settings/rules.ts';
import { formatDateTime } from '../../../i18n/format.ts';
import { esc, type ModalView, modal, section } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { searchSelect, textInput } from '../../form.ts';
import { callUnit, describeUnit, listPriceOf } from './lines.ts';

/** Who a unit is held for, and for how long; what is known already stands on top. */
export function unitHoldModal(
  scene: Scene,
  data: {
    settings: Settings;
    unit?: Unit | undefined;
    customer?: { id: string; label: string } | undefined;
    hours?: string;
  },
): ModalView {
  const { w, actor } = scene;
  const words = w.properties.hold;
  const { unit, customer, settings, hours } = data;
  const known = [
    unit &&
      `*${esc(callUnit(unit, actor.locale))}*  ${describeUnit(unit, { w, locale: actor.locale })} · ${listPriceOf(unit, actor.locale)}`,
    customer && `*${esc(customer.label)}*`,
  ].filter(Boolean);
  return modal({
    id: 'unit.hold-save',
    title: words.title,
    submit: words.submit,
    close: w.common.cancel,
    memo: { ...(unit && { unitId: unit.id }), ...(customer && { customerId: customer.id }) },
    blocks: [
      ...(known.length > 0 ? [section(known.join('\n'))] : []),
      ...(unit
        ? []
        : [
            searchSelect({
              key: 'unit',
              label: words.unit,
              hint: words.unitHint,
              source: 'property.pick',
            }),
          ]),
      ...(customer
        ? []
        : [
            searchSelect({
              key: 'customer',
              label: words.customer,
              hint: words.customerHint,
              source: 'customers',
            }),
          ]),
      textInput({
        key: 'hours',
        label: words.hours,
        hint: words.hoursHint({
          hours: settings.unitHoldHours,
          limit: settings.unitHoldsPerRep,
        }),
        optional: true,
        maxLength: 10,
        ...(hours && { initial: hours }),
      }),
    ],
  });
}

/** The line of a customer's card: what is held for them, until when; null where nothing is. Mrkdwn. */
export function unitsLine(
  { w, actor }: Scene,
  { units, now }: { units: CardUnit[]; now: Date },
): string | null {
  if (units.length === 0) return null;
  const words = w.properties;
  const { locale, zone } = actor;
  const parts = units.map((unit) => {
    const name = esc(callUnit(unit, locale));
    return unit.status === 'held' && unit.heldUntil
      ? words.hold.until({ unit: name, when: formatDateTime(unit.heldUntil, locale, zone, now) })
      : `${name} ${words.statusWord[unit.status]}`;
  });
  return words.hold.onCustomer({ units: parts.join(w.common.comma) });
}
