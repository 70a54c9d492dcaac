import type { Waiting } from '../../crm/assignment/usecases.ts';
import { sayNumber } from '../../crm/customers/rules.ts';
import type { Messages } from '../../i18n/words.ts';
import type { Letter } from '../../ledger/port.ts';
import type { Locale } from '../../lib/locale.ts';
import { surnameWithTitle } from '../../lib/names.ts';
import { actions, button, esc, type ModalView, modal, section } from '../blocks.ts';
import type { Scene } from '../doing.ts';
import { multiSelect, select } from '../form.ts';

/** Slack draws at most 100 options; the rest waits for the next roll-up. */
const MOST = 100;

/** Number and surname with title: what may stand outside a modal. */
export const callName = (
  one: Pick<Waiting, 'number' | 'name' | 'gender'>,
  locale: Locale,
): string => `${sayNumber(one.number)} ${surnameWithTitle(one.name, one.gender, locale)}`;

/** Which customers go to which rep; `repId`: who was named already. */
export function reassignModal(
  scene: Scene,
  data: { waiting: Waiting[]; reps: { id: string; name: string }[]; repId?: string | undefined },
): ModalView {
  const { w, actor } = scene;
  const words = w.nudges.reassigning;
  const options = data.waiting
    .slice(0, MOST)
    .map((one) => ({ value: one.id, label: callName(one, actor.locale) }));
  return modal({
    id: 'customer.reassign-to',
    title: w.nudges.reassign,
    submit: w.nudges.reassign,
    close: w.common.cancel,
    blocks: [
      multiSelect({
        key: 'customers',
        label: words.customers,
        options,
        initial: options.map(({ value }) => value),
      }),
      select({
        key: 'rep',
        label: words.rep,
        hint: words.hint,
        ...(data.repId && { initial: data.repId }),
        options: data.reps.map(({ id, name }) => ({ value: id, label: name })),
      }),
    ],
  });
}

/** A manager's word to a rep about some customers: a question, or that they are theirs now. */
export function wordLetter(
  word: { kind: 'ask' | 'hand-over'; byId: string; customers: Waiting[] },
  reader: { w: Messages; locale: Locale },
): Letter {
  const { w, locale } = reader;
  const { kind, customers, byId } = word;
  const by = `<@${byId}>`;
  const head =
    kind === 'ask'
      ? w.nudges.asked({ by, n: customers.length })
      : w.nudges.handedOver({ by, n: customers.length });
  const shown = customers.slice(0, 10);
  const more = customers.length - shown.length;
  return {
    text: kind === 'ask' ? w.nudges.noteAsked : w.nudges.noteHandedOver,
    body: [
      section(head),
      ...shown.map((one) =>
        section(esc(callName(one, locale)), {
          accessory: button(
            w.customers.menu.open,
            'customer.card',
            { id: one.id },
            { nth: one.id },
          ),
        }),
      ),
      ...(more > 0 ? [section(w.common.more({ n: more }))] : []),
      actions(button(w.customers.menu.myDay, 'day.open')),
    ],
  };
}
