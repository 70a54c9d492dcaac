import { maskValue } from '../../../crm/customers/values.ts';
import { SIDES } from '../../../crm/deals/rules/conditions.ts';
import { CHECK_RESULTS, type CheckKind } from '../../../crm/deals/rules/eligibility.ts';
import { WAY_REASONS } from '../../../crm/deals/rules/machine.ts';
import { restOf } from '../../../crm/deals/rules/money.ts';
import type { DealView } from '../../../crm/deals/usecases/reading.ts';
import { context, esc, type ModalView, modal } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { datePicker, instantPicker, type Option, radio, select, textInput } from '../../form.ts';
import { dayInput, noteInput, whichOf, whoBlock } from './forms.ts';
import { money, shortDay } from './words.ts';

const KINDS: readonly CheckKind[] = ['purchase', 'funds', 'loan'];

/** Who checked what, when, with which result; the national id is asked here. */
export function checkModal(
  scene: Scene,
  view: DealView,
  { kind, colleagues }: { kind?: CheckKind | undefined; colleagues: Option[] },
): ModalView {
  const { w } = scene;
  const words = w.deals.form;
  const { file, unmet } = view;
  const known = file.values.nationalId;
  return modal({
    id: 'deal.check-save',
    title: words.checkTitle,
    submit: words.submit,
    close: w.common.cancel,
    memo: { customerId: file.id },
    blocks: [
      whoBlock(scene, view),
      radio({
        key: 'kind',
        label: words.checkKind,
        options: optionsOf(KINDS, w.deals.checks.kinds),
        initial: kind ?? unmet[0]?.kind ?? 'purchase',
      }),
      radio({
        key: 'result',
        label: words.checkResult,
        options: optionsOf(CHECK_RESULTS, w.deals.checks.results),
      }),
      textInput({
        key: 'nationalId',
        label: words.nationalId,
        hint: known
          ? words.nationalIdKnown({
              masked: maskValue({ key: 'nationalId', kind: 'line' }, known),
            })
          : words.nationalIdHint,
        optional: true,
        maxLength: 40,
      }),
      ...(colleagues.length > 1
        ? [
            select({
              key: 'checker',
              label: words.checker,
              hint: words.checkerHint,
              optional: true,
              options: colleagues.slice(0, 100),
            }),
          ]
        : []),
      dayInput(scene),
      noteInput(words.checkNote),
    ],
  });
}

/** What one side has to do or bring, and until when. */
export function conditionModal(
  scene: Scene,
  view: DealView,
  typed: { what?: string | undefined; dueOn?: string | undefined } = {},
): ModalView {
  const { w } = scene;
  const words = w.deals.form;
  return modal({
    id: 'deal.condition-save',
    title: words.conditionTitle,
    submit: words.submit,
    close: w.common.cancel,
    memo: whichOf(view),
    blocks: [
      whoBlock(scene, view),
      radio({
        key: 'side',
        label: words.side,
        options: optionsOf(SIDES, w.deals.sides),
        initial: 'buyer',
      }),
      textInput({
        key: 'what',
        label: words.what,
        multiline: true,
        maxLength: 500,
        ...(typed.what && { initial: typed.what }),
      }),
      datePicker({
        key: 'dueOn',
        label: words.dueOn,
        optional: true,
        ...(typed.dueOn && { initial: typed.dueOn }),
      }),
    ],
  });
}

/** The signing appointment, with what is to be brought. */
export function appointModal(scene: Scene, view: DealView, at?: Date): ModalView {
  const { w, actor } = scene;
  const words = w.deals.form;
  const papers = view.settings.signingDocuments
    .map((one) => one[actor.locale])
    .join(w.common.comma);
  const initial = at ?? view.deal?.signAt ?? null;
  return modal({
    id: 'deal.appoint-save',
    title: words.appointTitle,
    submit: words.submit,
    close: w.common.cancel,
    memo: whichOf(view),
    blocks: [
      whoBlock(scene, view),
      instantPicker({ key: 'at', label: words.at, ...(initial && { initial }) }),
      context(w.deals.bring({ papers: esc(papers) })),
    ],
  });
}

/** Money that came in; the first payment that is owed is proposed. */
export function payModal(
  scene: Scene,
  view: DealView,
  typed: { amount?: string | undefined } = {},
): ModalView {
  const { w, actor } = scene;
  const words = w.deals.form;
  const { deal, payments } = view;
  const open = payments.filter((one) => restOf(one) > 0n);
  const say = (amount: bigint) => (deal ? money(amount, deal, actor.locale) : '');
  const option = (one: (typeof payments)[number]): Option => ({
    value: one.id,
    label: `${shortDay(one.dueOn, actor.locale)} ${w.deals.payment[one.kind]}`,
    hint: restOf(one) > 0n ? say(restOf(one)) : w.deals.paid,
  });
  return modal({
    id: 'deal.pay-save',
    title: words.payTitle,
    submit: words.submit,
    close: w.common.cancel,
    // Of two who book the same money the second is to look first.
    memo: { ...whichOf(view), ...(deal && { seen: deal.version }) },
    blocks: [
      whoBlock(scene, view),
      select({
        key: 'payment',
        label: words.payment,
        options: [...open, ...payments.filter((one) => !open.includes(one))].map(option),
        initial: open[0]?.id ?? null,
      }),
      textInput({
        key: 'amount',
        label: words.payAmount,
        hint: words.payAmountHint,
        optional: true,
        maxLength: 40,
        ...(typed.amount && { initial: typed.amount }),
      }),
      dayInput(scene),
      noteInput(words.payNote),
    ],
  });
}

/** A way back, with its reason. */
export function backModal(scene: Scene, view: DealView): ModalView {
  const { w } = scene;
  const words = w.deals.form;
  return modal({
    id: 'deal.back-save',
    title: words.backTitle,
    submit: words.submit,
    close: w.common.cancel,
    memo: whichOf(view),
    blocks: [
      whoBlock(scene, view),
      radio({
        key: 'way',
        label: words.way,
        options: optionsOf(view.waysBack, words.ways),
        initial: view.waysBack.length === 1 ? view.waysBack[0]! : null,
      }),
      select({
        key: 'reason',
        label: words.reason,
        options: optionsOf(WAY_REASONS, words.reasons),
      }),
      dayInput(scene),
      noteInput(words.note),
    ],
  });
}

/** A fact that was written down wrong, with the reason; what is left empty stays as it is. */
export function correctModal(scene: Scene, view: DealView): ModalView {
  const { w, actor } = scene;
  const words = w.deals.form;
  return modal({
    id: 'deal.correct-save',
    title: words.correctTitle,
    submit: words.submit,
    close: w.common.cancel,
    memo: whichOf(view),
    blocks: [
      whoBlock(scene, view),
      select({
        key: 'fact',
        label: words.fact,
        options: view.facts.map(({ id, kind, on }) => ({
          value: id,
          label: `${shortDay(on, actor.locale)} ${w.deals.fact[kind]}`,
        })),
        initial: view.facts.at(-1)?.id ?? null,
      }),
      datePicker({ key: 'on', label: words.rightDay, optional: true }),
      textInput({ key: 'amount', label: words.rightAmount, optional: true, maxLength: 40 }),
      textInput({ key: 'contract', label: words.rightContract, optional: true, maxLength: 60 }),
      noteInput(words.reason),
    ],
  });
}

const optionsOf = <K extends string>(keys: readonly K[], labels: Record<K, string>): Option[] =>
  keys.map((value) => ({ value, label: labels[value] }));
