import { sayNumber } from '../../../crm/customers/rules.ts';
import { MOST_UNITS } from '../../../crm/viewings/rules.ts';
import type { Clash, PlannedViewing } from '../../../crm/viewings/usecases/index.ts';
import { formatEcho, formatTime } from '../../../i18n/format.ts';
import { MAX_WORDS } from '../../../lib/words.ts';
import { actions, button, context, esc, type ModalView, modal, section } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import {
  instantPicker,
  type Option,
  searchSelect,
  searchSelects,
  select,
  textInput,
} from '../../form.ts';
import { sayWho, type Who } from '../contact.ts';
import type { Done } from '../done.ts';
import type { Origin } from '../followup.ts';

/** A viewing's time, read back with weekday and zone's clock. */
export const sayAt = ({ actor }: Scene, at: Date): string =>
  formatEcho(at, actor.locale, actor.zone, 'minute');

/** What the form of an appointment starts with. */
export interface ViewingForm {
  who: Who;
  /** Who may show, whose it is first; empty while no customer is chosen. */
  people: { id: string; name: string }[];
  memberId?: string | null;
  when: string | null;
  units: string[];
  /** Units picked from the stock. */
  stock?: Option[];
  note: string | null;
  /** Appointments the customer has already. */
  planned: Date[];
  notice?: string;
  memo: { customerId?: string; origin?: Origin };
}

/** The form of an appointment: words or a picked moment, who shows what. */
export function planViewingModal(scene: Scene, form: ViewingForm): ModalView {
  const { w } = scene;
  const words = w.viewings;
  const { who, people } = form;
  const common = { key: 'customer', label: words.customer };
  return modal({
    id: 'viewing.save',
    title: words.title,
    submit: words.submit,
    close: w.common.cancel,
    memo: form.memo,
    blocks: [
      ...(form.notice ? [section(form.notice)] : []),
      ...('known' in who ? [section(`*${sayWho(who.known)}*`)] : []),
      ...('several' in who ? [select({ ...common, options: who.several })] : []),
      ...('search' in who
        ? [searchSelect({ ...common, hint: words.customerHint, source: 'customers' })]
        : []),
      ...(form.planned.length > 0
        ? [context(...form.planned.map((at) => words.there({ when: sayAt(scene, at) })))]
        : []),
      textInput({
        ...{ key: 'when', label: words.when, hint: words.whenHint, optional: true, maxLength: 200 },
        ...(form.when && { initial: form.when }),
      }),
      instantPicker({ key: 'at', label: words.at, optional: true }),
      searchSelects({
        ...{ key: 'stock', label: words.stock, hint: words.stockHint, optional: true },
        ...{ source: 'property.pick', most: MOST_UNITS },
        ...(form.stock && { initial: form.stock }),
      }),
      unitsInput(scene, form.units),
      ...memberInput(scene, people, form.memberId ?? people[0]?.id ?? null),
      textInput({
        ...{ key: 'note', label: words.note, hint: words.noteHint, optional: true },
        ...{ multiline: true, maxLength: MAX_WORDS },
        ...(form.note && { initial: form.note }),
      }),
    ],
  });
}

/** The units of a viewing, as people say them. */
export function unitsInput({ w }: Scene, units: string[]) {
  const { viewings: words } = w;
  return textInput({
    ...{ key: 'units', label: words.units, hint: words.unitsHint, optional: true, maxLength: 200 },
    ...(units.length > 0 && { initial: units.join(w.common.comma) }),
  });
}

/** Who shows; nothing to choose where there is nobody else. */
export function memberInput(
  { w }: Scene,
  people: { id: string; name: string }[],
  initial: string | null,
) {
  if (people.length < 2) return [];
  const options = people.slice(0, 100).map(({ id, name }) => ({ value: id, label: name }));
  return [select({ key: 'member', label: w.viewings.member, options, initial, optional: true })];
}

/** An appointment that needs one more answer; the rest of it waits, sealed. */
export interface OpenAppointment {
  customer: { id: string; number: number; name: string };
  origin: Origin;
}

/** Words that can be read in more than one way: each reading is a button. */
export function viewingReadings(scene: Scene, open: OpenAppointment, starts: Date[]): ModalView {
  const { w } = scene;
  return modal({
    id: 'viewing.readings',
    title: w.viewings.title,
    close: w.common.cancel,
    memo: { customerId: open.customer.id, origin: open.origin },
    blocks: [
      section(`*${sayWho(open.customer)}*\n${w.viewings.which}`),
      ...starts
        .slice(0, 5)
        .map((at, nth) =>
          actions(
            button(
              sayAt(scene, at),
              'viewing.save-at',
              { at: at.toISOString() },
              { nth: String(nth) },
            ),
          ),
        ),
    ],
  });
}

/** Whoever shows has another viewing then: arrange all the same, or another time. */
export function clashModal(
  scene: Scene,
  open: OpenAppointment,
  at: { startsAt: Date; clashes: Clash[] },
): ModalView {
  const { w, actor } = scene;
  const words = w.viewings;
  const { startsAt, clashes } = at;
  const time = (moment: Date) => formatTime(moment, actor.locale, actor.zone);
  const lines = clashes.map(
    (one) => `• ${time(one.startsAt)}–${time(one.endsAt)} ${sayNumber(one.number)}`,
  );
  const customerId = open.customer.id;
  return modal({
    id: 'viewing.clash',
    title: words.clashTitle,
    close: w.common.cancel,
    memo: { customerId, origin: open.origin },
    blocks: [
      section(`*${sayWho(open.customer)}*`),
      section(words.clash({ when: sayAt(scene, startsAt), lines: lines.join('\n') })),
      actions(
        button(words.otherTime, 'viewing.new', { customerId }, { style: 'primary' }),
        button(words.keep, 'viewing.save-at', { at: startsAt.toISOString(), clash: 'keep' }),
      ),
    ],
  });
}

/** What was arranged. */
export function viewingPlanned(
  scene: Scene,
  planned: Extract<PlannedViewing, { status: 'planned' }>,
): Done {
  const words = scene.w.viewings;
  const when = sayAt(scene, new Date(planned.startsAt));
  return {
    text: words.planned({ number: sayNumber(planned.number), when }),
    ...(planned.gone.length > 0 && {
      notes: [words.gone({ units: esc(planned.gone.join(scene.w.common.comma)) })],
    }),
    undoId: planned.undoId,
    buttons: [button(words.show, 'viewing.show', { viewingId: planned.id })],
  };
}
