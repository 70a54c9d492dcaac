import type { SignalView } from '../../../crm/conduct/usecases/signals.ts';
import { sayNumber } from '../../../crm/customers/rules.ts';
import { formatDateTime } from '../../../i18n/format.ts';
import type { Messages } from '../../../i18n/words.ts';
import type { Letter } from '../../../ledger/port.ts';
import type { Locale } from '../../../lib/locale.ts';
import {
  type AnyBlock,
  actions,
  button,
  context,
  esc,
  type ModalView,
  modal,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { textInput } from '../../form.ts';

type Told = Omit<SignalView, 'answer' | 'may'>;
type Reader = { w: Messages; locale: Locale; zone: string };

/** Until a manager decided, it is a question and nothing else. */
const isOpen = ({ state }: Told) => state !== 'fine' && state !== 'breach';

/** The facts in words, and the numbers of the customers. */
function factLines({ kind, facts, numbers }: Told, { w, locale, zone }: Reader): string {
  const words = w.conduct.signal;
  const { n, span, at } = facts;
  const when = at ? formatDateTime(new Date(at), locale, zone) : '';
  const said = numbers.map(sayNumber).join(w.common.comma);
  return [
    words.facts[kind]({ n, span, when }),
    ...(said ? [words.customers({ numbers: said })] : []),
  ].join('\n');
}

/** A question to a manager, with what can be done about it; once it is done, that. */
export function signalLetter(told: Told, reader: Reader): Letter {
  const words = reader.w.conduct.signal;
  const state = words.state[told.state];
  const buttons = buttonsOf(reader.w, told);
  return {
    text: words.note,
    body: [
      section(
        [words.head({ who: esc(told.name) }), factLines(told, reader), state]
          .filter(Boolean)
          .join('\n'),
      ),
      ...(isOpen(told) ? [context(words.noCharge)] : []),
      ...(buttons.length > 0 ? [actions(...buttons)] : []),
    ],
  };
}

/** One primary button: what is kindest and most often right. */
function buttonsOf({ conduct }: Messages, { id, state, memberId }: Told) {
  const words = conduct.signal;
  const breach = button(words.breach, 'breach.new', { signalId: id, memberId });
  const fine = (style?: 'primary') =>
    button(words.fine, 'signal.fine', { signalId: id }, style ? { style } : {});
  if (state === 'open')
    return [
      fine(),
      button(words.ask, 'signal.ask', { signalId: id }, { style: 'primary' }),
      breach,
    ];
  if (state === 'asked') return [fine(), breach];
  if (state === 'answered')
    return [
      button(words.read, 'signal.show', { signalId: id }, { style: 'primary' }),
      fine(),
      breach,
    ];
  return [];
}

/** The same on a screen, with the answer. */
export function signalModal(scene: Scene, view: SignalView): ModalView {
  const { w, actor } = scene;
  const words = w.conduct.signal;
  const reader = { w, locale: actor.locale, zone: actor.zone };
  const buttons = view.may.handle
    ? buttonsOf(w, view).filter(({ action_id: id }) => id !== 'signal.show')
    : [];
  const blocks: AnyBlock[] = [
    section(`${words.head({ who: esc(view.name) })}\n${factLines(view, reader)}`),
    ...(view.answer ? [section(`*${words.answered}*\n${esc(view.answer)}`)] : []),
    ...(isOpen(view) ? [context(words.noCharge)] : []),
    ...(buttons.length > 0 ? [actions(...buttons)] : []),
  ];
  return modal({ id: 'signal.shown', title: words.title, close: w.common.close, blocks });
}

/** The question to the person: kindly, with the facts. */
export function questionLetter(told: Told, byId: string, reader: Reader): Letter {
  const words = reader.w.conduct.question;
  const answer = button(words.button, 'signal.answer', { signalId: told.id }, { style: 'primary' });
  return {
    text: words.note,
    body: [
      section(`${words.head({ by: `<@${byId}>` })}\n${factLines(told, reader)}`),
      context(reader.w.conduct.signal.noCharge),
      actions(answer),
    ],
  };
}

/** Where the person answers. */
export function answerModal(scene: Scene, view: SignalView): ModalView {
  const { w, actor } = scene;
  const words = w.conduct.question;
  return modal({
    id: 'signal.answer-save',
    title: words.title,
    submit: words.submit,
    close: w.common.cancel,
    memo: { signalId: view.id },
    blocks: [
      section(factLines(view, { w, locale: actor.locale, zone: actor.zone })),
      textInput({
        key: 'text',
        label: words.text,
        hint: words.textHint,
        multiline: true,
        maxLength: 1000,
      }),
    ],
  });
}
