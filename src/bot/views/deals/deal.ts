import { sayNumber } from '../../../crm/customers/rules.ts';
import { isLive, isUnderWay } from '../../../crm/deals/rules/machine.ts';
import type { DealView } from '../../../crm/deals/usecases/reading.ts';
import { formatDateTime } from '../../../i18n/format.ts';
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
import { callName } from '../assignment.ts';
import { type Done, doneBlocks } from '../done.ts';
import { conditionBlocks, creditLine, paymentLines, pendingLine } from './parts.ts';
import { longDay, money, unitName } from './words.ts';

/** A deal on one screen: where it stands, what is next, how it came here; one primary button. */
export function dealModal(scene: Scene, view: DealView, done?: Done): ModalView {
  const { w, actor } = scene;
  const { file, deal } = view;
  const who = esc(callName(file, actor.locale));
  const state = deal ? w.deals.state[deal.state] : w.deals.none;
  return modal({
    id: 'deal.open',
    title: w.deals.title({ number: sayNumber(file.number) }),
    close: w.common.close,
    memo: { customerId: file.id, ...(deal && { dealId: deal.id }) },
    blocks: [
      ...(done ? doneBlocks(scene, done) : []),
      section([`*${who}*`, state, ...headLines(scene, view)].join('\n')),
      ...warnings(scene, view),
      ...mainButtons(scene, view),
      ...dutyBlocks(scene, view),
      ...conditionBlocks(scene, view),
      ...timeline(scene, view),
      ...otherDeals(scene, view),
    ],
  });
}

function headLines(scene: Scene, view: DealView): string[] {
  const { w, actor } = scene;
  const { deal, unit, contract, today } = view;
  if (!deal) return [];
  const { locale } = actor;
  const say = (amount: bigint | null) => money(amount, deal, locale);
  const subscribed = deal.subscribedPrice
    ? [
        w.deals.priceIs({ money: say(deal.subscribedPrice) }),
        w.deals.depositIs({ money: say(deal.deposit) }),
      ].join(w.common.comma)
    : null;
  const signed = deal.contractPrice
    ? w.deals.contractIs({ contract: esc(contract ?? '–'), money: say(deal.contractPrice) })
    : null;
  const signAt =
    deal.signAt && isUnderWay(deal.state)
      ? w.deals.signAt({ when: formatDateTime(deal.signAt, locale, actor.zone, view.now) })
      : null;
  return [
    unit && `*${unitName(w, unit)}*`,
    signed ?? subscribed,
    signed && deal.plan && w.deals.plan[deal.plan],
    deal.state === 'subscribed' && deal.signBy
      ? w.deals.signBy({ when: longDay(deal.signBy, locale, today) })
      : null,
    signAt,
    signAt && w.deals.bring({ papers: papersOf(scene, view) }),
    creditLine(scene, view),
    pendingLine(scene, view),
    ...paymentLines(scene, view),
  ].filter((line): line is string => Boolean(line));
}

const papersOf = ({ w, actor }: Scene, { settings }: DealView): string =>
  esc(settings.signingDocuments.map((one) => one[actor.locale]).join(w.common.comma));

/** What must not be overlooked: money without a permit, a contract without a check. */
function warnings({ w, actor }: Scene, view: DealView): AnyBlock[] {
  const { deal, project, unmet } = view;
  const isBefore = !deal || isUnderWay(deal.state);
  if (!isBefore) return [];
  const lines = [
    project && !project.permitNumber
      ? w.deals.noPermit({ project: esc(actor.locale === 'zh' ? project.nameZh : project.nameEn) })
      : null,
    unmet.length > 0
      ? w.deals.checks.warn({
          checks: unmet.map(({ kind }) => w.deals.checks.kinds[kind]).join(w.common.comma),
        })
      : null,
  ].filter((line): line is string => line !== null);
  return lines.length > 0 ? [context(...lines)] : [];
}

const FORMS: Record<string, string> = {
  intent: 'deal.intent',
  subscribe: 'deal.subscribe',
  check: 'deal.check',
  sign: 'deal.sign',
  pay: 'deal.pay',
};

function mainButtons(scene: Scene, view: DealView): AnyBlock[] {
  const { w } = scene;
  const { next, marks, deal, waysBack, file } = view;
  if (!view.may.change) return [];
  const which = deal && isLive(deal.state) ? { dealId: deal.id } : { customerId: file.id };
  const first = next
    ? [
        FORMS[next]
          ? button(w.deals.next[next], FORMS[next], which, { style: 'primary' })
          : button(
              w.deals.next[next],
              'deal.mark',
              { ...which, mark: next === 'deliver' ? 'delivered' : next },
              { style: 'primary', nth: next },
            ),
      ]
    : [];
  const { also } = w.deals;
  const under = !deal || isUnderWay(deal.state);
  const others = [
    ...(next === 'intent' ? [button(also.subscribe, 'deal.subscribe', which)] : []),
    ...(under && next !== 'sign' ? [button(also.sign, 'deal.sign', which)] : []),
    ...(next === 'check' ? [] : [button(also.check, 'deal.check', { customerId: file.id })]),
    ...(under ? [button(also.appoint, 'deal.appoint', which)] : []),
    ...(deal === null || isLive(deal.state)
      ? [button(also.condition, 'deal.condition', which)]
      : []),
    ...(view.payments.length > 0 && next !== 'pay' ? [button(also.pay, 'deal.pay', which)] : []),
    ...marks
      .filter((mark) => mark !== next)
      .map((mark) =>
        button(
          mark === 'loan_refused' ? also.loan_refused : w.deals.next[mark],
          'deal.mark',
          { ...which, mark },
          { nth: mark },
        ),
      ),
    ...(deal && view.facts.length > 0 && isLive(deal.state)
      ? [button(also.correct, 'deal.correct', which)]
      : []),
    ...(deal && waysBack.length > 0 ? [button(also.back, 'deal.back', which)] : []),
  ];
  return [actions(...first, ...others)];
}

/** What has to be done, the first one first. */
function dutyBlocks({ w, actor }: Scene, view: DealView): AnyBlock[] {
  const { duties, today } = view;
  if (duties.length === 0) return [];
  const lines = duties.slice(0, 5).map(({ kind, dueOn, dueAt }) => {
    const when =
      kind === 'appointment'
        ? formatDateTime(dueAt, actor.locale, actor.zone, view.now)
        : longDay(dueOn, actor.locale, today);
    const late = dueOn < today ? ` · ⏰ ${w.deals.overdue}` : '';
    return `• ${w.deals.duty[kind]({ when })}${late}`;
  });
  return [divider(), section([`*${w.deals.duties}*`, ...lines].join('\n'))];
}

/** How the deal came here, and who checked what. */
function timeline(scene: Scene, view: DealView): AnyBlock[] {
  const { w, actor } = scene;
  const { facts, checks, deal, names, today } = view;
  const day = (on: string) => longDay(on, actor.locale, today);
  const lines = facts.map(({ kind, on, amount, reason, note }) => {
    const reasons: Record<string, string> = w.deals.form.reasons;
    return [
      `${day(on)}  ${w.deals.fact[kind]}`,
      amount !== null && deal ? money(amount, deal, actor.locale) : null,
      reason ? (reasons[reason] ?? reason) : null,
      note && esc(note),
    ]
      .filter(Boolean)
      .join(' · ');
  });
  const checked = checks.map(({ kind, result, memberId, on, note }) =>
    [
      w.deals.checks.line({
        kind: w.deals.checks.kinds[kind],
        result: w.deals.checks.results[result],
        who: esc(names.get(memberId) ?? '?'),
        when: day(on),
      }),
      note && esc(note),
    ]
      .filter(Boolean)
      .join(' · '),
  );
  const part = (title: string, some: string[]): AnyBlock[] =>
    some.length > 0 ? [divider(), section([`*${title}*`, ...some].join('\n'))] : [];
  return [...part(w.deals.timeline, lines), ...part(w.deals.checks.title, checked)];
}

/** The customer's other deals, each with its own screen. */
function otherDeals({ w }: Scene, { others }: DealView): AnyBlock[] {
  if (others.length === 0) return [];
  return [
    divider(),
    actions(
      ...others
        .slice(0, 5)
        .map((deal) =>
          button(
            `D-${deal.number} ${w.deals.state[deal.state]}`,
            'deal.open',
            { dealId: deal.id },
            { nth: deal.id },
          ),
        ),
    ),
  ];
}
