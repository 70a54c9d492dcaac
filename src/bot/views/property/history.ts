import { sayUnit } from '../../../crm/properties/rules.ts';
import type { UnitEvent } from '../../../crm/properties/store/events.ts';
import type { Party } from '../../../crm/properties/store/holds.ts';
import type { Unit } from '../../../crm/properties/store/units.ts';
import { formatDateTime, formatPrice } from '../../../i18n/format.ts';
import { context, esc, type ModalView, modal, section } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { callName } from '../assignment.ts';

/** What the history of a unit shows: customers by name only where the reader may see them. */
interface UnitHistory {
  unit: Unit;
  events: UnitEvent[];
  parties: Map<string, Party>;
  now: Date;
}

/** Everything that happened to a unit, the newest first. */
export function unitHistoryModal(scene: Scene, history: UnitHistory): ModalView {
  const { w, actor } = scene;
  const words = w.properties.history;
  const { unit, events, now } = history;
  return modal({
    id: 'property.history-list',
    title: words.title({ unit: sayUnit(unit) }),
    close: w.common.back,
    blocks:
      events.length === 0
        ? [section(words.none)]
        : events.flatMap((event) => {
            const when = formatDateTime(event.at, actor.locale, actor.zone, now);
            const by = event.byName === null ? words.itself : esc(event.byName);
            return [section(sayEvent(scene, event, history)), context(`${when} · ${by}`)];
          }),
  });
}

function sayEvent(scene: Scene, event: UnitEvent, { unit, parties }: UnitHistory): string {
  const { w, actor } = scene;
  const { locale, zone } = actor;
  const words = w.properties.history;
  const { details, floor } = event;
  const party = event.customerId ? parties.get(event.customerId) : undefined;
  const customer = party ? esc(callName(party, locale)) : words.somebody;
  const price = (amount: number | null | undefined) =>
    amount == null ? words.empty : formatPrice(amount, unit.currency, locale);
  const until = typeof details.until === 'string' ? new Date(details.until) : event.at;
  const when = formatDateTime(until, locale, zone);
  const say = words.event;
  switch (event.kind) {
    case 'added':
      return say.added({ price: price(event.newPrice) });
    case 'price':
      return say.price({ old: price(event.oldPrice), new: price(event.newPrice) });
    case 'floor':
      return say.floor({ old: price(floor?.old), new: price(floor?.new) });
    case 'edited':
      return sayChanges(scene, details.changes);
    case 'held':
      return say.held({ customer, when });
    case 'extended':
      return say.extended({ customer, when });
    case 'released':
      return details.why === 'expired' ? say.expired({ customer }) : say.released({ customer });
    case 'reserved':
      return say.reserved({ customer });
    case 'sold':
      return say.sold({ customer, price: price(event.newPrice) });
    case 'returned':
      return say.returned({ customer });
    case 'withdrawn':
      return say.withdrawn;
    case 'back':
      return say.back;
  }
}

/** Old → new of what a unit says of itself; codes in words. */
function sayChanges(scene: Scene, changes: unknown): string {
  const { w } = scene;
  const { label, history: words } = w.properties;
  const list = Array.isArray(changes)
    ? (changes as { field: string; old: string | null; new: string | null }[])
    : [];
  return list
    .map(({ field, old, new: now }) =>
      words.change({
        field: label[field as 'area'] ?? field,
        old: fieldText(scene, field, old),
        new: fieldText(scene, field, now),
      }),
    )
    .join('\n');
}

function fieldText({ w }: Scene, field: string, text: string | null): string {
  const { orientation, history } = w.properties;
  if (text === null || text === '') return history.empty;
  if (field === 'layout') return w.fields.layouts[text as '3br'] ?? text;
  if (field === 'orientation') return orientation[text as 's'] ?? text;
  return esc(text);
}
