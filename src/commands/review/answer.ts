import { z } from 'zod';
import { doing } from '../../bot/doing.ts';
import { goesBack, opens } from '../../bot/reply.ts';
import { cardModal } from '../../bot/views/customer/card.ts';
import { reviewModal } from '../../bot/views/review/card.ts';
import { fixModal, verifyModal } from '../../bot/views/review/forms.ts';
import { sayNumber } from '../../crm/customers/rules.ts';
import { CHECKED_WITH, ITEMS, type Item } from '../../crm/review/rules/remarks.ts';
import {
  answerReview,
  readForAnswer,
  readForVerify,
  verifyCustomer,
} from '../../crm/review/usecases/answering.ts';
import { readReview } from '../../crm/review/usecases/reading.ts';
import { cardFor } from '../customer/showing.ts';
import { aboutWhich, which } from './which.ts';

/** 修改并提交: what was returned or asked, the way to fix it, the words for the customer. */
const fix = doing({
  id: 'review.fix',
  can: 'review:answer',
  input: which,
  async run(scene, input) {
    const { id } = await aboutWhich(scene, input);
    return opens(fixModal(scene, await readForAnswer(scene, id)));
  },
});

const resubmit = doing({
  id: 'review.resubmit',
  can: 'review:answer',
  input: z.object({ id: z.uuid(), values: z.object({ text: z.string().max(4_000).nullish() }) }),
  async run(scene, { id, values }) {
    const { number, isAnswer } = await answerReview(scene, { id, text: values.text ?? null });
    const say = isAnswer ? scene.w.review.answered : scene.w.review.handedIn;
    const text = say({ number: sayNumber(number) });
    return goesBack(cardModal(scene, await cardFor(scene, id, { text })));
  },
});

const verifyForm = doing({
  id: 'review.verify-form',
  can: 'review:verify',
  input: which,
  async run(scene, input) {
    const { id } = await aboutWhich(scene, input);
    return opens(verifyModal(scene, await readForVerify(scene, id)));
  },
});

const checked = z.enum(['none', ...CHECKED_WITH]).nullish();
/** The inputs are named by what is checked: `with-phone`. */
const items = z.object(
  Object.fromEntries(ITEMS.map((item) => [`with-${item}`, checked])) as Record<
    `with-${Item}`,
    typeof checked
  >,
);

const verify = doing({
  id: 'review.verify',
  can: 'review:verify',
  input: z.object({ id: z.uuid(), values: items }),
  async run(scene, { id, values }) {
    const given = Object.entries(values).map(
      ([key, how]) => [key.slice('with-'.length), how === 'none' ? null : how] as const,
    );
    await verifyCustomer(scene, { id, checked: Object.fromEntries(given) });
    const done = { text: scene.w.review.verified };
    const card = await readReview(scene, id);
    // What is to be handed in again goes on where it was: what was typed there is still there.
    return goesBack(
      card.may.answer
        ? fixModal(scene, await readForAnswer(scene, id), done)
        : reviewModal(scene, card, done),
    );
  },
});

export const answerDoings = [fix, resubmit, verifyForm, verify];
