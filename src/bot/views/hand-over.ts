import type {
  HandOverPeople,
  HandOverPreview,
  HandOverState,
} from '../../crm/assignment/usecases-handover.ts';
import type { Messages } from '../../i18n/words.ts';
import type { Letter } from '../../ledger/port.ts';
import type { Locale } from '../../lib/locale.ts';
import { actions, button, context, esc, type ModalView, modal, section } from '../blocks.ts';
import type { Scene } from '../doing.ts';
import { select, textInput } from '../form.ts';

/** Slack takes 100 options. */
const MOST = 99;

/** Whose customers go to whom; those who have left stand first. */
export function handOverForm(
  scene: Scene,
  { holders, reps }: HandOverPeople,
  fromId: string | null,
): ModalView {
  const { w } = scene;
  const words = w.assignment.handOver;
  if (holders.length === 0) {
    return modal({
      id: 'handover.none',
      title: words.title,
      close: w.common.close,
      blocks: [section(words.nobody)],
    });
  }
  const shown = [...holders].sort((a, b) => Number(b.id === fromId) - Number(a.id === fromId));
  return modal({
    id: 'handover.preview',
    title: words.title,
    submit: words.preview,
    close: w.common.cancel,
    blocks: [
      select({
        key: 'leaver',
        label: words.from,
        initial: fromId,
        options: shown.slice(0, MOST).map(({ id, name, active, customers }) => ({
          value: id,
          label: (active ? words.holder : words.gone)({ name, n: customers }),
        })),
      }),
      select({
        key: 'receiver',
        label: words.to,
        initial: 'rules',
        options: [
          { value: 'rules', label: words.byRules },
          ...reps.slice(0, MOST).map(({ id, name }) => ({ value: id, label: name })),
        ],
      }),
      textInput({
        key: 'numbers',
        label: words.which,
        hint: words.whichHint,
        optional: true,
        maxLength: 500,
        placeholder: 'C-1001, C-1010–1020',
      }),
    ],
  });
}

/** What would be moved, before it is. */
export function handOverPreview(
  scene: Scene,
  { counts, from, to }: HandOverPreview,
  memo: { leaver: string; receiver: string; numbers: string | null },
): ModalView {
  const { w } = scene;
  const words = w.assignment.handOver;
  const names = { from: esc(from.name), to: to ? esc(to.name) : words.byRules };
  return modal({
    id: 'handover.begin',
    title: words.title,
    submit: words.begin,
    close: w.common.cancel,
    memo,
    blocks: [
      section(words.fromTo(names)),
      section(words.counts(counts)),
      ...(counts.elsewhere > 0 ? [section(words.elsewhere({ n: counts.elsewhere }))] : []),
      context(words.meaning),
    ],
  });
}

interface Reader {
  w: Messages;
  locale: Locale;
}

/** How far a hand-over is; drawn again while it goes on. */
export function progressLetter(state: HandOverState, { w }: Reader): Letter {
  const words = w.assignment.handOver;
  const { total, waiting, moved, pooled, kept, followUps, doneAt, receivers } = state;
  const names = {
    from: esc(state.fromName),
    to: state.toName ? esc(state.toName) : words.byRules,
  };
  const rest = [
    pooled > 0 && words.pooled({ n: pooled }),
    kept > 0 && words.kept({ n: kept }),
  ].filter((line): line is string => Boolean(line));
  const lines = doneAt
    ? [
        words.done({ n: moved, followUps }),
        ...receivers
          .slice(0, 20)
          .map(({ name, customers }) => words.receiver({ name: esc(name), n: customers })),
        ...rest,
      ]
    : [words.going({ n: total - waiting, total })];
  return {
    text: doneAt ? words.noteDone : words.noteGoing,
    body: [section(words.fromTo(names)), section(lines.join('\n'))],
  };
}

/** How many customers came from whom, for whoever has them now. */
export function receivedLetter(
  state: HandOverState,
  mine: HandOverState['receivers'][number],
  { w }: Reader,
): Letter {
  const words = w.assignment.handOver;
  const { customers: n, followUps } = mine;
  return {
    text: words.noteReceived,
    body: [
      section(words.received({ from: esc(state.fromName), n, followUps })),
      actions(
        button(w.customers.menu.myDay, 'day.open'),
        button(w.customers.menu.find, 'customer.menu'),
      ),
    ],
  };
}
