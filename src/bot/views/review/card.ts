import { fieldOf } from '../../../crm/customers/fields.ts';
import { sayNumber } from '../../../crm/customers/rules.ts';
import { isEmpty, maskValue } from '../../../crm/customers/values.ts';
import { ITEMS } from '../../../crm/review/rules/remarks.ts';
import type { ReviewCard } from '../../../crm/review/usecases/reading.ts';
import { maskPhone } from '../../../lib/phone.ts';
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
import { needLines } from '../customer/shared.ts';
import { type Done, doneBlocks } from '../done.ts';
import { labelOf, type Showing, showValue } from '../show.ts';
import { causeLines, momentOf, remarkLine, stepLine } from './parts.ts';

/** The review of one customer on one screen: what matters, the standard, and what can be done. */
export function reviewModal(scene: Scene, card: ReviewCard, done?: Done): ModalView {
  const { w } = scene;
  const { file, settings } = card;
  const showing: Showing = { w, locale: scene.actor.locale, settings };
  return modal({
    id: 'review.card',
    title: w.review.titleOf({ number: sayNumber(file.number) }),
    close: w.common.close,
    memo: { id: file.id },
    blocks: [
      ...(done ? doneBlocks(scene, done) : []),
      section(headline(scene, card)),
      context(remarkLine(scene, card)),
      ...likelyTwice(scene, card),
      ...deadlock(scene, card),
      ...doings(scene, card),
      divider(),
      section(facts(scene, card, showing)),
      section(checks(scene, card)),
      ...past(scene, card),
      ...formerly(scene, card),
      context(standardWords(scene, settings)),
    ],
  });
}

/** The office's standard in the person's language. */
export const standardWords = (
  { w, actor }: Scene,
  settings: { reviewStandardZh: string; reviewStandardEn: string },
): string =>
  w.review.standardOf({
    text: esc(actor.locale === 'zh' ? settings.reviewStandardZh : settings.reviewStandardEn),
  });

function headline(scene: Scene, card: ReviewCard): string {
  const { w } = scene;
  const { file, review } = card;
  const state = review && w.review.standing[review.state];
  const lines = [
    `*${esc(file.name)}*  ${sayNumber(file.number)}`,
    review ? state : w.review.refusals.reviewNone?.({ number: sayNumber(file.number) }),
    stepLine(scene, card),
    ...causeLines(scene, card),
  ];
  return lines.filter(Boolean).join('\n');
}

/** Signals of duplicates: what is alike and how much, never whose the other record is. */
function likelyTwice({ w }: Scene, { signals }: ReviewCard): AnyBlock[] {
  if (signals.length === 0) return [];
  const lines = signals.map(({ kind, score, reasons }) => {
    const alike = reasons.map(
      (code) => (w.duplicates.reason as Record<string, string>)[code] ?? code,
    );
    return w.review.signal({
      what: w.review.signalOf[kind],
      score,
      reasons: alike.join(w.common.comma),
    });
  });
  return [section(lines.join('\n'))];
}

/** A deadlock is said, never silent; so is why the person cannot approve. */
function deadlock(scene: Scene, { asked, may }: ReviewCard): AnyBlock[] {
  const words = scene.w.review;
  const lines = [
    asked.by === 'nobody' && words.stuck,
    asked.by === 'administrator' && words.adminAsked,
    may.whyNot && words.mayNot[may.whyNot],
  ].filter((line): line is string => Boolean(line));
  return lines.length > 0 ? [context(...lines)] : [];
}

function doings(scene: Scene, { file, review, may }: ReviewCard): AnyBlock[] {
  const { w } = scene;
  const words = w.review;
  const { id } = file;
  const seen = review && {
    id,
    round: review.round,
    step: review.approvals.length,
    version: file.version,
  };
  const first = [
    ...(seen && may.approve
      ? [button(words.approve, 'review.approve', seen, { style: 'primary' })]
      : []),
    ...(seen && may.turnBack
      ? [
          button(words.returnIt, 'review.return-form', { id }),
          button(words.ask, 'review.ask-form', { id }),
        ]
      : []),
    ...(may.answer
      ? [
          button(
            review?.state === 'asked' ? words.answerIt : words.fix,
            'review.fix',
            { id },
            { style: 'primary' },
          ),
        ]
      : []),
  ];
  const second = [
    ...(may.verify ? [button(words.verify, 'review.verify-form', { id })] : []),
    button(words.card, 'customer.card', { id }),
  ];
  return [...(first.length > 0 ? [actions(...first)] : []), actions(...second)];
}

/** Contact (masked), need, source, completeness, consent: what matters for a review. */
function facts(scene: Scene, { file, now }: ReviewCard, showing: Showing): string {
  const { w } = scene;
  const { values } = file;
  const pair = (label: string, value: string) => w.common.pair({ label, value });
  const masked = (['wechat', 'email'] as const).flatMap((key) => {
    const value = values[key];
    return value ? [pair(labelOf(w, key), esc(maskValue(fieldOf(key), value)))] : [];
  });
  const source = isEmpty(values.source)
    ? []
    : [pair(labelOf(w, 'source'), esc(showValue(fieldOf('source'), values.source, showing)))];
  return [
    pair(w.customers.card.phone, values.phones.map(maskPhone).join(', ')),
    ...masked,
    ...source,
    ...needLines(values, showing),
    w.review.complete({ percent: file.completeness }),
    pair(
      w.review.consent,
      file.consentAt
        ? w.review.consentYes({ when: momentOf(scene, now)(file.consentAt) })
        : w.review.consentNo,
    ),
  ].join('\n');
}

/** What stands checked, a line each. */
function checkedLines(
  scene: Scene,
  { checked, now }: { checked: ReviewCard['checked']; now: Date },
): string[] {
  const words = scene.w.review;
  return checked.map((one) =>
    words.checkedLine({
      item: words.items[one.item] ?? '',
      how: words.checkedWith[one.how] ?? '',
      name: esc(one.byName),
      when: momentOf(scene, now)(one.at),
    }),
  );
}

/** What was checked with whom, by whom and when; then what was not. */
function checks(scene: Scene, { checked, now }: ReviewCard): string {
  const words = scene.w.review;
  const open = ITEMS.filter((item) => !checked.some((one) => one.item === item));
  return [
    ...checkedLines(scene, { checked, now }),
    ...(open.length > 0
      ? [
          words.uncheckedLine({
            items: open.map((item) => words.items[item] ?? '').join(scene.w.common.comma),
          }),
        ]
      : []),
  ].join('\n');
}

/** The last things done, with what was written. */
function past(scene: Scene, card: ReviewCard): AnyBlock[] {
  const lines = pastLines(scene, card);
  return lines.length > 0 ? [section(lines.join('\n'))] : [];
}

/** The same of records that became part of this one, under their numbers. */
function formerly(scene: Scene, { former, now }: ReviewCard): AnyBlock[] {
  return former
    .slice(-3)
    .map(({ number, steps, checked }) =>
      section(
        [
          scene.w.review.formerly({ number: sayNumber(number) }),
          ...pastLines(scene, { steps, now }),
          ...checkedLines(scene, { checked, now }),
        ].join('\n'),
      ),
    );
}

function pastLines(scene: Scene, { steps, now }: Pick<ReviewCard, 'steps' | 'now'>): string[] {
  const words = scene.w.review;
  return steps.slice(-6).map((step) => {
    const line = words.didLine({
      when: momentOf(scene, now)(step.at),
      name: esc(step.byName),
      did: words.did[step.what] ?? '',
    });
    const why = step.what === 'change' ? words.reportedSaid : words.reasons;
    const said = [step.reason && why[step.reason], step.text && esc(step.text)];
    return [line, ...said.filter(Boolean)].join(' · ');
  });
}
