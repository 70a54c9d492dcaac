import type { Card } from '../../../crm/cards/usecases.ts';
import { ALL_FIELDS } from '../../../crm/customers/fields.ts';
import { sayNumber } from '../../../crm/customers/rules.ts';
import type { CustomerFile } from '../../../crm/customers/store.ts';
import { isEmpty, maskValue } from '../../../crm/customers/values.ts';
import { formatDateTime, formatDay } from '../../../i18n/format.ts';
import { maskPhone } from '../../../lib/phone.ts';
import {
  type AnyBlock,
  actions,
  button,
  choice,
  context,
  divider,
  esc,
  type ModalView,
  modal,
  overflow,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { awayLine } from '../absence.ts';
import { dealLine, namedUnit } from '../deals/line.ts';
import { type Done, doneBlocks } from '../done.ts';
import { protectionLine } from '../ownership/protection.ts';
import { stageLine } from '../playbook/line.ts';
import { unitsLine } from '../property/hold.ts';
import { reviewLine } from '../review/line.ts';
import { labelOf, type Showing, showValue } from '../show.ts';
import { viewingLine } from '../viewing/line.ts';
import { whyLine } from '../why.ts';
import { CARD_ROWS, entryButtons } from './entries.ts';

/** Everything a card shows: the parts of the areas as they were read, and what was put into words already. */
export interface CardData extends Omit<Card, 'settings' | 'referrer' | 'family' | 'contacts'> {
  referrerName: string | null;
  /** The family in a line; null where nobody is linked. */
  family: string | null;
  /** Last contacts, newest first, already in words. */
  recent: { at: Date; words: string }[];
  showing: Showing;
  /** What the person may do with this record. */
  may: Record<'update' | 'reveal' | 'merge' | 'answer', boolean>;
  /** What was just done, on top, with its way back. */
  done?: Done;
}

/** The customer on one screen: who, what they want, what is next, and the doings. */
export function cardModal(scene: Scene, data: CardData): ModalView {
  const { w } = scene;
  const { file } = data;
  return modal({
    id: 'customer.card',
    title: w.customers.card.title({ number: sayNumber(file.number) }),
    close: w.common.close,
    memo: { id: file.id },
    blocks: [
      ...(data.done ? doneBlocks(scene, data.done) : []),
      headline(scene, data),
      ...warnings(scene, data),
      ...whyLine(scene, data.why, data.now),
      ...reviewLine(scene, file, data.may),
      ...viewingLine(scene, data.viewing, data.now),
      ...caseLines(scene, data),
      ...doings(scene, data),
      divider(),
      section(facts(scene, data)),
      ...needs(data),
      divider(),
      ...recentContacts(scene, data),
      context(footline(scene, data)),
      ...formerly(scene, data),
    ],
  });
}

function headline(scene: Scene, data: CardData): AnyBlock {
  const { file, may } = data;
  const { w } = scene;
  const stage = w.fields.stage[file.stage as keyof typeof w.fields.stage];
  const grade = file.grade ? ` · ${file.grade} ${w.fields.gradeMeaning[file.grade as 'A']}` : '';
  return section(
    `*${esc(file.name)}*  ${sayNumber(file.number)}\n${stage}${grade}\n${stageLine(scene, data)}`,
    {
      ...(may.update && { accessory: recordMenu(scene, file) }),
    },
  );
}

function warnings(scene: Scene, { file }: CardData): AnyBlock[] {
  const { card } = scene.w.customers;
  const reasons = scene.w.fields.invalidReason;
  const lines = [
    file.status === 'invalid' &&
      card.invalid({ reason: reasons[file.invalidReason as keyof typeof reasons] ?? '' }),
    file.doNotContact ? card.doNotContact : file.consentAt === null && card.noConsent,
  ].filter((line): line is string => Boolean(line));
  return lines.length > 0 ? [context(...lines)] : [];
}

const isOpen = ({ state }: { state: string }): boolean =>
  state === 'waiting' || state === 'appealed';

/** A case that is open, or the last one that was decided. */
function caseLines({ w }: Scene, { cases }: CardData): AnyBlock[] {
  const [last] = cases;
  if (!last) return [];
  const state = w.cases.state[last.state] ?? last.state;
  return [
    section(w.cases.card.onCustomer({ n: last.number, state }), {
      accessory: button(w.cases.list.show, 'case.show', { caseId: last.id }),
    }),
  ];
}

function doings(scene: Scene, { file }: CardData): AnyBlock[] {
  return CARD_ROWS.map((row) => entryButtons(scene, file, row))
    .filter((buttons) => buttons.length > 0)
    .map((buttons) => actions(...buttons));
}

/** ⋯ beside the name: what is about the record itself, in one or two taps. */
function recordMenu(scene: Scene, file: CustomerFile) {
  const { card } = scene.w.customers;
  return overflow('card', [
    choice(card.changeStage, 'stage.change', file.id),
    choice(card.changeGrade, 'grade.change', file.id),
    choice(card.share, 'customer.share', file.id),
    choice(card.confirmRight, 'customer.confirm', file.id),
    file.status === 'invalid'
      ? choice(card.restore, 'customer.restore', file.id)
      : choice(card.invalidate, 'customer.invalid', file.id),
  ]);
}

function facts(scene: Scene, data: CardData): string {
  const { w, actor } = scene;
  const { card } = w.customers;
  const { file, now } = data;
  const when = (at: Date) => formatDateTime(at, actor.locale, actor.zone, now);
  const lines = [
    [card.phone, file.values.phones.map(maskPhone).join(', ')],
    [
      card.nextFollowUp,
      data.nextDueAt ? `${data.nextDueAt < now ? '⏰ ' : ''}${when(data.nextDueAt)}` : card.noPlan,
    ],
    [
      card.lastContact,
      file.lastEffectiveAt
        ? `${when(file.lastEffectiveAt)} · ${card.contacts({ n: file.effectiveCount, visits: file.visitCount })}`
        : card.never,
    ],
    [
      card.assigned,
      [esc(data.repName ?? w.customers.list.pool), data.away && awayLine(scene, data.away, now)]
        .filter(Boolean)
        .join(' · '),
    ],
  ];
  const { settings } = data.showing;
  const inDeal = namedUnit(data.deal);
  const units = data.units.filter(({ id }) => id !== inDeal);
  return [
    ...lines
      .filter(([, value]) => value)
      .map(([label, value]) => w.common.pair({ label: label!, value: value! })),
    protectionLine(scene, file, {
      ...{ settings, now, hasCase: data.cases.some(isOpen) },
      hasDeal: data.deal !== null && data.deal.deal.state !== 'open',
    }),
    data.family,
    unitsLine(scene, { units, now }),
    data.deal && dealLine(data.deal, { w, locale: actor.locale }),
  ]
    .filter(Boolean)
    .join('\n');
}

/** The numbers it had before a merge, and for whom may the way back. */
function formerly({ w }: Scene, { former, may }: CardData): AnyBlock[] {
  if (former.length === 0) return [];
  const numbers = former.map(({ number }) => sayNumber(number)).join(w.common.comma);
  const undos = former.map(({ id, number }) =>
    button(
      former.length === 1 ? w.merging.undoButton : `${w.merging.undoButton} ${sayNumber(number)}`,
      'merging.undo-ask',
      { loseId: id },
      { nth: id },
    ),
  );
  return [
    context(w.merging.formerly({ numbers })),
    ...(may.merge ? [actions(...undos.slice(0, 5))] : []),
  ];
}

/** What is known besides name and phone; sealed lines of identity stay masked, words about needs are read by those who may see the card. */
function needs({ file, showing, referrerName }: CardData): AnyBlock[] {
  const lines = ALL_FIELDS.filter(({ key }) => key !== 'name' && key !== 'phones').flatMap(
    (field) => {
      const value = file.values[field.key];
      if (isEmpty(value)) return [];
      const shown =
        field.key === 'referrerId'
          ? (referrerName ?? '')
          : IDENTITY.has(field.key)
            ? maskValue(field, String(value))
            : showValue(field, value, showing);
      return [showing.w.common.pair({ label: labelOf(showing.w, field.key), value: esc(shown) })];
    },
  );
  return lines.length > 0 ? [section(lines.join('\n'))] : [];
}

const IDENTITY = new Set<string>(['wechat', 'email', 'address', 'nationalId']);

function recentContacts(scene: Scene, { recent, now }: CardData): AnyBlock[] {
  const { actor } = scene;
  if (recent.length === 0) return [];
  return [
    section(
      recent
        .map(({ at, words }) => `${formatDay(at, actor.locale, actor.zone, now)}  ${esc(words)}`)
        .join('\n'),
    ),
    divider(),
  ];
}

function footline(scene: Scene, { file, showing, now }: CardData): string {
  const { w, actor } = scene;
  const { card } = w.customers;
  const missing = file.missing.map((key) => labelOf(w, key as 'name')).join(w.common.comma);
  const complete = missing
    ? card.missing({ fields: missing, percent: file.completeness })
    : card.complete;
  const kind = w.fields.arrivalKind[file.arrivalKind as keyof typeof w.fields.arrivalKind];
  return `${complete}\n${card.registered} ${formatDateTime(file.registeredAt, showing.locale, actor.zone, now)} · ${kind}`;
}
