import { sayNumber } from '../../../crm/customers/rules.ts';
import type { CustomerFile } from '../../../crm/customers/store.ts';
import { CHECKED_WITH, ITEMS, RETURN_REASONS } from '../../../crm/review/rules/remarks.ts';
import type { ForAnswer } from '../../../crm/review/usecases/answering.ts';
import type { ReviewCard } from '../../../crm/review/usecases/reading.ts';
import { TEXT_KEYS } from '../../../crm/texts/rules.ts';
import { MAX_WORDS } from '../../../lib/words.ts';
import {
  type AnyBlock,
  actions,
  button,
  context,
  divider,
  esc,
  type ModalView,
  modal,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { select, textInput } from '../../form.ts';
import { type Done, doneBlocks } from '../done.ts';
import { callOf, momentOf } from './parts.ts';

/** What the person saw travels with the form, so that what is newer is not decided on unseen. */
const seenOf = ({ file, review }: ReviewCard) => ({
  id: file.id,
  round: review?.round ?? 0,
  step: review?.approvals.length ?? 0,
  version: file.version,
});

/** What was typed into a form before something newer came in between: it is kept, and said so. */
interface Typed {
  reason?: string;
  text?: string | null | undefined;
}

const newerLine = (scene: Scene, typed: Typed | undefined): AnyBlock[] =>
  typed ? [context(scene.w.review.newer)] : [];

/** Why it goes back. `typed`: what the person had written when the file changed. */
export function returnModal(scene: Scene, card: ReviewCard, typed?: Typed): ModalView {
  const { w } = scene;
  const words = w.review;
  return modal({
    id: 'review.return',
    title: words.returnTitle,
    submit: words.returnIt,
    close: w.common.cancel,
    memo: seenOf(card),
    blocks: [
      ...newerLine(scene, typed),
      section(`*${callOf(scene, card.file)}*\n${words.returnIntro}`),
      select({
        key: 'reason',
        label: words.reason,
        ...(typed?.reason && { initial: typed.reason }),
        options: RETURN_REASONS.map((value) => ({ value, label: words.reasons[value] ?? value })),
      }),
      textInput({
        key: 'text',
        label: words.say,
        hint: words.sayHint,
        ...(typed?.text && { initial: typed.text }),
        optional: true,
        multiline: true,
        maxLength: MAX_WORDS,
      }),
    ],
  });
}

/** What the rep is asked. `typed` as above. */
export function askModal(scene: Scene, card: ReviewCard, typed?: Typed): ModalView {
  const { w } = scene;
  const words = w.review;
  return modal({
    id: 'review.ask',
    title: words.askTitle,
    submit: words.ask,
    close: w.common.cancel,
    memo: seenOf(card),
    blocks: [
      ...newerLine(scene, typed),
      section(`*${callOf(scene, card.file)}*`),
      textInput({
        key: 'text',
        label: words.question,
        hint: words.sayHint,
        ...(typed?.text && { initial: typed.text }),
        multiline: true,
        maxLength: MAX_WORDS,
      }),
    ],
  });
}

/** 核对: with whom each key part was checked. */
export function verifyModal(
  scene: Scene,
  { file, checked }: { file: CustomerFile; checked: ReviewCard['checked'] },
): ModalView {
  const { w } = scene;
  const words = w.review;
  const options = ['none', ...CHECKED_WITH].map((value) => ({
    value,
    label: words.checkedWith[value] ?? value,
  }));
  return modal({
    id: 'review.verify',
    title: words.verifyTitle,
    submit: w.common.save,
    close: w.common.cancel,
    memo: { id: file.id },
    blocks: [
      section(`*${callOf(scene, file)}*\n${words.verifyIntro}`),
      ...ITEMS.map((item) => {
        const found = checked.find((one) => one.item === item);
        return select({
          key: `with-${item}`,
          label: words.items[item] ?? item,
          options,
          initial: found?.how ?? 'none',
          ...(found && {
            hint: `${found.byName}, ${momentOf(scene)(found.at)}`,
          }),
        });
      }),
    ],
  });
}

/** What was returned or asked, the way to fix it, and the words for the customer; on top what was just saved. */
export function fixModal(scene: Scene, data: ForAnswer, done?: Done): ModalView {
  const { w } = scene;
  const words = w.review;
  const { file, review, last } = data;
  const isAsked = review.state === 'asked';
  const reason = last?.reason && words.reasons[last.reason];
  const said = [reason, last?.text && esc(last.text)].filter(Boolean).join('\n');
  return modal({
    id: 'review.resubmit',
    title: isAsked ? words.answerTitle : words.fixTitle,
    submit: isAsked ? words.answerSend : words.handIn,
    close: w.common.close,
    memo: { id: file.id },
    blocks: [
      ...(done ? doneBlocks(scene, done) : []),
      section(`*${esc(file.name)}*  ${sayNumber(file.number)}`),
      ...(last ? [section(words.whatTheySay({ name: esc(last.byName), reason: said }))] : []),
      actions(
        button(words.editFirst, 'customer.edit', { id: file.id }),
        button(words.verify, 'review.verify-form', { id: file.id }),
      ),
      textInput({
        key: 'text',
        label: isAsked ? words.answer : words.answerOptional,
        optional: !isAsked,
        multiline: true,
        maxLength: MAX_WORDS,
      }),
      ...(isAsked ? [] : customerWords(scene, data)),
    ],
  });
}

/** What the customer may be told (#28), in their language, ready to be copied. */
function customerWords({ w }: Scene, { file, last }: ForAnswer): AnyBlock[] {
  if (file.doNotContact) return [];
  const key = TEXT_KEYS.find((one) => one === `returned.${last?.reason}`) ?? 'returned.other';
  return [
    divider(),
    context(w.texts.forReturn),
    actions(button(w.texts.button, 'texts.open', { id: file.id, key })),
  ];
}

/** The standard, on its own. */
export function standardModal(scene: Scene, text: string): ModalView {
  const { w } = scene;
  return modal({
    id: 'review.standard-shown',
    title: w.review.standardTitle,
    close: w.common.close,
    blocks: [section(text)],
  });
}
