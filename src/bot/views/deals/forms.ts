import { planOf } from '../../../crm/deals/rules/money.ts';
import type { DealView } from '../../../crm/deals/usecases/reading.ts';
import { addDays } from '../../../lib/calendar/index.ts';
import { type AnyBlock, context, esc, type ModalView, modal, section } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { datePicker, type Option, searchSelect, select, textInput } from '../../form.ts';
import { callName } from '../assignment.ts';
import { longDay, money, unitName } from './words.ts';

/** What is known before a form opens: of a typed line, and the units its words name. */
export interface Typed {
  amount?: string;
  price?: string;
  deposit?: string;
  signBy?: string;
  units?: Option[];
}

/** The deal under way travels with the form; where there is none, the customer. */
export const whichOf = ({ deal, file }: DealView): Record<string, string> =>
  deal && deal.endedAt === null ? { dealId: deal.id } : { customerId: file.id };

/** Whose deal a form is about, and a line below. */
export const whoBlock = ({ actor }: Scene, { file }: DealView, ...lines: string[]): AnyBlock =>
  section([`*${esc(callName(file, actor.locale))}*`, ...lines].join('\n'));

/** The day on which something happened. */
export const dayInput = ({ w }: Scene): AnyBlock =>
  datePicker({ key: 'on', label: w.deals.form.on, hint: w.deals.form.onHint, optional: true });

/** A few words beside it. */
export const noteInput = (label: string, hint?: string): AnyBlock =>
  textInput({
    key: 'note',
    label,
    ...(hint && { hint }),
    optional: true,
    multiline: true,
    maxLength: 500,
  });

/** 认筹: money that goes back. */
export function intentModal(scene: Scene, view: DealView, typed: Typed = {}): ModalView {
  const { w } = scene;
  const words = w.deals.form;
  return modal({
    id: 'deal.intent-save',
    title: words.intentTitle,
    submit: words.submit,
    close: w.common.cancel,
    memo: whichOf(view),
    blocks: [
      whoBlock(scene, view, words.intentIntro),
      context(`⚠️ ${permitLine(scene, view)}`),
      textInput({
        key: 'amount',
        label: words.amount,
        hint: words.amountHint,
        maxLength: 40,
        ...(typed.amount && { initial: typed.amount }),
      }),
      dayInput(scene),
      noteInput(words.note),
    ],
  });
}

/** Before the permit no money may be taken, whatever it is called. */
function permitLine({ w, actor }: Scene, { project, today }: DealView): string {
  if (!project) return w.deals.permitUnknown;
  const name = actor.locale === 'zh' ? project.nameZh : project.nameEn;
  return project.permitNumber && project.permitOn
    ? w.deals.permitIs({
        permit: esc(project.permitNumber),
        when: longDay(project.permitOn, actor.locale, today),
      })
    : w.deals.noPermit({ project: esc(name) });
}

/** 认购 with 定金: the unit, the price, the deposit, the day to sign by. */
export function subscribeModal(scene: Scene, view: DealView, typed: Typed = {}): ModalView {
  const { w } = scene;
  const words = w.deals.form;
  const { settings } = view;
  const unmet = view.unmet.map(({ kind }) => w.deals.checks.kinds[kind]).join(w.common.comma);
  return modal({
    id: 'deal.subscribe-save',
    title: words.subscribeTitle,
    submit: words.submit,
    close: w.common.cancel,
    memo: whichOf(view),
    blocks: [
      whoBlock(scene, view),
      ...(unmet ? [context(w.deals.checks.warn({ checks: unmet }))] : []),
      unitInput(scene, typed.units),
      textInput({
        key: 'price',
        label: words.price,
        hint: words.priceHint,
        maxLength: 40,
        ...(typed.price && { initial: typed.price }),
      }),
      textInput({
        key: 'deposit',
        label: words.deposit,
        hint: words.depositHint({ percent: settings.depositMaxPercent }),
        maxLength: 40,
        ...(typed.deposit && { initial: typed.deposit }),
      }),
      datePicker({
        key: 'signBy',
        label: words.signBy,
        hint: words.signByHint({ days: settings.signWithinDays }),
        optional: true,
        ...(typed.signBy && { initial: typed.signBy }),
      }),
      dayInput(scene),
      noteInput(words.note),
    ],
  });
}

/** The unit: of the few the typed words name, or by search. */
function unitInput({ w }: Scene, units: Option[] = []): AnyBlock {
  const common = { key: 'unit', label: w.deals.form.unit, hint: w.deals.form.unitHint };
  const [only] = units;
  if (units.length > 1) return select({ ...common, options: units.slice(0, 100) });
  return searchSelect({ ...common, source: 'property.pick', ...(only && { initial: only }) });
}

/** 签约: number, price, and the payments that make it. */
export function signModal(scene: Scene, view: DealView, typed: Typed = {}): ModalView {
  const { w, actor } = scene;
  const words = w.deals.form;
  const { deal, file, unit, today } = view;
  const { locale } = actor;
  const deposit = deal?.deposit ?? 0n;
  const price = deal?.subscribedPrice ?? null;
  const plan = planOf(file.values.payment) === 'full' ? 'full' : 'mortgage';
  const left = deal && price ? money(price - deposit, deal, locale) : '';
  return modal({
    id: 'deal.sign-save',
    title: words.signTitle,
    submit: words.submit,
    close: w.common.cancel,
    memo: whichOf(view),
    blocks: [
      whoBlock(
        scene,
        view,
        ...(unit ? [unitName(w, unit)] : []),
        ...(deal && deposit > 0n
          ? [w.deals.depositIs({ money: money(deposit, deal, locale) })]
          : []),
      ),
      ...(deal?.unitId ? [] : [unitInput(scene, typed.units)]),
      textInput({ key: 'contract', label: words.contract, maxLength: 60 }),
      textInput({
        key: 'price',
        label: words.signPrice,
        hint: words.priceHint,
        maxLength: 40,
        ...(price && { initial: price.toLocaleString('en-US') }),
      }),
      select({
        key: 'plan',
        label: words.plan,
        options: (['full', 'instalments', 'mortgage'] as const).map((value) => ({
          value,
          label: w.deals.plan[value],
        })),
        initial: plan,
      }),
      textInput({
        key: 'payments',
        label: words.payments,
        hint: words.paymentsHint({ money: left }),
        placeholder: words.paymentsExample,
        multiline: true,
        maxLength: 2000,
        initial: words.paymentsProposed[plan]({
          soon: addDays(today, 7),
          later: addDays(today, 60),
        }),
      }),
      dayInput(scene),
      noteInput(words.note),
    ],
  });
}
