import { sayNumber } from '../../../crm/customers/rules.ts';
import type { Answer, Checked } from '../../../crm/ownership/usecases/check.ts';
import { formatDateTime, formatDay } from '../../../i18n/format.ts';
import {
  type AnyBlock,
  actions,
  button,
  divider,
  esc,
  type ModalView,
  modal,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { textInput } from '../../form.ts';

/** What is asked: a phone, a masked one, a WeChat id, an e-mail; the last answer stands above. */
export function checkModal(scene: Scene, last?: { checked: Checked; revision: number }): ModalView {
  const { w } = scene;
  const words = w.ownership.check;
  return modal({
    id: 'ownership.check-it',
    title: words.title,
    submit: words.submit,
    close: w.common.close,
    memo: { revision: last?.revision ?? 0 },
    blocks: [
      ...(last ? [...answerBlocks(scene, last.checked, 'form'), divider()] : []),
      textInput({
        key: 'identity',
        label: last ? words.another : words.text,
        hint: words.hint,
        placeholder: words.placeholder,
        maxLength: 120,
        // A new input, so that the number asked about is not there any more.
        ...(last && { revision: last.revision }),
      }),
    ],
  });
}

/** Where an answer stands: a form has its one primary button already. */
type Stands = 'line' | 'form';

/** The blind answer, with what can be done next. */
export function answerBlocks(scene: Scene, checked: Checked, stands: Stands): AnyBlock[] {
  const { w } = scene;
  const words = w.ownership.check;
  const { answers, isExact } = checked;
  if (answers.length === 0) {
    const register = button(words.register, 'customer.new', { checked: true });
    return [section(words.free), actions(register)];
  }
  return [
    ...(isExact ? [] : [section(words.possible)]),
    ...answers.flatMap((answer, nth) => {
      const next = nextOf(scene, answer, { nth: `${nth}`, stands });
      return [
        section(answerLine(scene, answer, checked.now)),
        ...(next.length > 0 ? [actions(...next)] : []),
      ];
    }),
  ];
}

/** The same in one line, for lock screens and plain places. */
export const answerText = (scene: Scene, { answers, now }: Checked): string =>
  answers.length === 0
    ? scene.w.ownership.check.free
    : answers.map((answer) => answerLine(scene, answer, now)).join('\n');

/** How a record stands, in one line: named only to those who may see it. */
export function answerLine(scene: Scene, { standing, record }: Answer, now: Date): string {
  const words = scene.w.ownership.check;
  const { locale, zone } = scene.actor;
  const customer = record && `${sayNumber(record.number)} ${esc(record.name)}`;
  if (standing.kind === 'yours') return words.yours({ customer: customer ?? '' });
  const prefix = customer ? `*${customer}*\n` : '';
  if (standing.kind === 'pool') {
    const { openAt, isTeams } = standing;
    if (!isTeams) return prefix + words.poolElsewhere;
    return openAt && openAt > now
      ? prefix + words.resting({ when: formatDateTime(openAt, locale, zone, now) })
      : prefix + words.pool;
  }
  return standing.until
    ? prefix + words.protectedUntil({ when: formatDay(standing.until, locale, zone, now) })
    : prefix + words.protected;
}

/** What can be done about it: a case opened, claimed from the pool, opened. */
export function nextOf(
  { w }: Scene,
  { record, claimId, dispute }: Answer,
  { nth, stands }: { nth: string; stands: Stands },
) {
  const style = stands === 'line' ? ({ style: 'primary' } as const) : {};
  return [
    ...(dispute ? [button(w.cases.claim.button, 'case.open', dispute, { nth })] : []),
    ...(claimId
      ? [button(w.ownership.pool.claim, 'pool.claim', { id: claimId }, { ...style, nth })]
      : []),
    ...(record ? [button(w.ownership.pool.open, 'customer.card', { id: record.id }, { nth })] : []),
  ];
}
