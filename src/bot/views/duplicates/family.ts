import { sayNumber } from '../../../crm/customers/rules.ts';
import type { CustomerRecord } from '../../../crm/customers/store.ts';
import type { Decision, Family, FamilyMember } from '../../../crm/households/usecases/index.ts';
import type { Letter } from '../../../ledger/port.ts';
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
import { searchSelect } from '../../form.ts';
import { callName } from '../assignment.ts';
import type { Reader } from '../nudge.ts';
import { relationSelect } from './question.ts';

/** The family of a customer: who is linked, and a form to add somebody. */
export function familyModal(scene: Scene, family: Family, done?: string): ModalView {
  const { w } = scene;
  const words = w.duplicates.family;
  const { record, members, mayLink } = family;
  const name = `${sayNumber(record.number)} ${record.name}`;
  return modal({
    id: 'household.link',
    title: `${words.title} ${sayNumber(record.number)}`,
    ...(mayLink && { submit: words.link }),
    close: w.common.back,
    memo: { id: record.id },
    blocks: [
      ...(done ? [section(done)] : []),
      section(`*${esc(name)}*\n${words.intro}`),
      ...(members.length > 0
        ? members.flatMap((member, nth) => memberBlocks(scene, member, record.id, nth))
        : [context(words.none)]),
      ...(mayLink
        ? [
            divider(),
            section(`*${words.add}*`),
            searchSelect({
              key: 'relative',
              label: words.relative,
              hint: words.relativeHint,
              source: 'customers',
            }),
            relationSelect(scene, { relations: family.relations, name }),
          ]
        : []),
    ],
  });
}

function memberBlocks(
  scene: Scene,
  member: FamilyMember,
  customerId: string,
  nth: number,
): AnyBlock[] {
  const { w } = scene;
  const words = w.duplicates.family;
  const { record, linkId, decideId } = member;
  const buttons = [
    ...(record
      ? [button(w.customers.menu.open, 'customer.card', { id: record.id }, { nth: `${nth}` })]
      : []),
    ...(linkId
      ? [button(words.unlink, 'household.unlink', { linkId, customerId }, { nth: `${nth}` })]
      : []),
    ...(decideId
      ? [button(words.decide, 'household.open-decision', { linkId: decideId }, { nth: `${nth}` })]
      : []),
  ];
  return [section(memberLine(scene, member)), ...(buttons.length > 0 ? [actions(...buttons)] : [])];
}

/** 配偶：C-1002 李强; somebody else's customer is not named. */
function memberLine({ w }: Pick<Scene, 'w'>, member: FamilyMember): string {
  const words = w.duplicates.family;
  const { record, relation, isProposed } = member;
  const customer = record ? `${sayNumber(record.number)} ${esc(record.name)}` : words.hidden;
  const line = words.line({
    relation: relation ? words.relation[relation] : words.indirect,
    customer,
  });
  return isProposed ? w.common.aside({ said: line, note: words.waits }) : line;
}

/** The family in one line of the card; null where nobody is linked. */
export function familyLine(
  scene: Pick<Scene, 'w'>,
  members: readonly FamilyMember[],
): string | null {
  if (members.length === 0) return null;
  const { w } = scene;
  return w.duplicates.family.card({
    members: members.map((one) => memberLine(scene, one)).join(w.common.comma),
  });
}

/** Whose the family is to be: one button for each rep, and that it is none. */
export function decisionModal(scene: Scene, decision: Decision): ModalView {
  const { w } = scene;
  const words = w.duplicates.family;
  const { linkId, customers, relation, reps, state } = decision;
  const [one, other] = customers;
  const lines = [one, other].map((record) => {
    const rep = reps.find(({ id }) => id === record.repId)?.name ?? w.duplicates.list.pool;
    const customer = `*${sayNumber(record.number)} ${esc(record.name)}*`;
    return w.duplicates.list.rep({ customer, rep: esc(rep) });
  });
  const named = { one: sayNumber(one.number), other: sayNumber(other.number) };
  const choices = reps.map(({ id, name }, nth) =>
    button(words.toRep({ name }), 'household.decide', { linkId, toId: id }, { nth: `${nth}` }),
  );
  const none = button(words.notFamily, 'household.decide', { linkId }, { nth: 'none' });
  return modal({
    id: 'household.decision',
    title: words.decideTitle,
    close: w.common.close,
    blocks: [
      section(
        [...lines, words.isTheir({ ...named, relation: words.relation[relation] })].join('\n'),
      ),
      ...(state === 'proposed'
        ? [section(reps.length > 0 ? words.decideIntro : words.nobody), actions(...choices, none)]
        : [section(words.how[state] ?? '')]),
    ],
  });
}

/** Who reads a letter about a family, and which of the two they may see. */
interface FamilyReader extends Pick<Reader, 'w' | 'locale'> {
  sees: (record: Decision['customers'][number]) => boolean;
}

/** Both by number and surname; who asked blindly does not learn by the answer who the other one is. */
function callBoth({ customers }: Decision, { w, locale, sees }: FamilyReader): [string, string] {
  const { hidden } = w.duplicates.family;
  return customers.map((record) => (sees(record) ? esc(callName(record, locale)) : hidden)) as [
    string,
    string,
  ];
}

/** The question to the manager; once it is decided, what was decided. */
export function familyLetter(of: { decision: Decision; by: string }, reader: FamilyReader): Letter {
  const { w } = reader;
  const words = w.duplicates.family;
  const { relation, state, linkId } = of.decision;
  if (state !== 'proposed') return settledLetter(of.decision, reader);
  const [one, other] = callBoth(of.decision, reader);
  const asks = words.asks({ person: of.by, one, other, relation: words.relation[relation] });
  return {
    text: words.note,
    body: [
      section(asks),
      actions(button(words.decide, 'household.open-decision', { linkId }, { style: 'primary' })),
    ],
  };
}

/**
 * What was decided, to who asked, and to whoever had customers that went to the rep of the family (`moved`).
 * `decision` null: the family was gathered.
 */
export function settledLetter(
  decision: Decision | null,
  reader: FamilyReader,
  moved: readonly CustomerRecord[] = [],
): Letter {
  const { w, locale } = reader;
  const words = w.duplicates.family;
  const isTheirs = (id: string) => moved.some((record) => record.id === id);
  const sees: FamilyReader['sees'] = (record) => isTheirs(record.id) || reader.sees(record);
  const [one, other] = decision ? callBoth(decision, { ...reader, sees }) : ['', ''];
  const list = moved.map((record) => esc(callName(record, locale))).join(w.common.comma);
  const lines = [
    decision && words.settled({ one, other, how: words.how[decision.state] ?? '' }),
    moved.length > 0 && words.movedAway({ list }),
  ];
  return {
    text: moved.length > 0 ? words.noteMoved : words.noteDecided,
    body: [section(lines.filter(Boolean).join('\n'))],
  };
}
