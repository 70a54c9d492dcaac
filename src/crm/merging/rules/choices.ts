import {
  ALL_FIELDS,
  type Field,
  type FieldKey,
  fieldOf,
  findField,
  STAGES,
  type Stage,
} from '../../customers/fields.ts';
import { MAX_TEXT } from '../../customers/schema.ts';
import type { CustomerFile } from '../../customers/store.ts';
import {
  type CustomerValues,
  canonical,
  type FieldValue,
  isEmpty,
} from '../../customers/values.ts';

/** Whose value the merged record gets: the kept record's, the lost one's, or both together. */
export const SIDES = ['keep', 'lose', 'both'] as const;
export type Side = (typeof SIDES)[number];

/** What is chosen besides the fields of the form. */
export const EXTRAS = ['stage', 'grade', 'status', 'rep'] as const;
export type Extra = (typeof EXTRAS)[number];
export type ChoiceKey = FieldKey | Extra;
export type Choices = Partial<Record<string, Side>>;

/** Something in which the two records differ, what can be chosen, and what is proposed. */
export interface Difference {
  key: ChoiceKey;
  keep: FieldValue;
  lose: FieldValue;
  sides: readonly Side[];
  proposed: Side;
}

/** The two records of one person. */
export interface Pair {
  keep: CustomerFile;
  lose: CustomerFile;
  /** Whether the lost record's rep belongs to the kept record's team: nobody else can be its rep. */
  repFits: boolean;
}

/**
 * In what the two differ, field by field, in the order of the form (#36). Phones are not chosen: the
 * merged record has all of them. What only one knows is proposed; where both know, the kept record's.
 */
export function listDifferences({ keep, lose, repFits }: Pair): Difference[] {
  const fields = ALL_FIELDS.filter(({ key }) => key !== 'phones').flatMap((field) => {
    const mine = valueIn(keep, lose, field.key);
    const theirs = valueIn(lose, keep, field.key);
    if (canonical(mine) === canonical(theirs)) return [];
    return [
      differ(field.key, mine, theirs, {
        sides: canJoin(field, mine, theirs) ? SIDES : ['keep', 'lose'],
      }),
    ];
  });
  return [
    ...fields,
    ...differing('stage', keep.stage, lose.stage, {
      proposed: stepOf(lose.stage) > stepOf(keep.stage) ? 'lose' : 'keep',
    }),
    ...differing('grade', keep.grade, lose.grade),
    ...differing('status', keep.status, lose.status, {
      proposed: keep.status === 'active' ? 'keep' : 'lose',
    }),
    ...repDifference({ keep, lose, repFits }),
  ];
}

/** One rep stays; a record in the pool has none to offer. */
function repDifference({ keep, lose, repFits }: Pair): Difference[] {
  if (keep.repId === lose.repId || !lose.repId || !repFits) return [];
  const sides: Side[] = keep.repId ? ['keep', 'lose'] : ['lose'];
  return [differ('rep', keep.repId, lose.repId, { sides })];
}

function differing(
  key: Extra,
  keep: string | null,
  lose: string | null,
  more: { proposed?: Side } = {},
): Difference[] {
  return keep === lose ? [] : [differ(key, keep, lose, more)];
}

function differ(
  key: ChoiceKey,
  keep: FieldValue,
  lose: FieldValue,
  more: { sides?: readonly Side[]; proposed?: Side },
): Difference {
  const sides = more.sides ?? ['keep', 'lose'];
  return { key, keep, lose, sides, proposed: more.proposed ?? (isEmpty(keep) ? 'lose' : 'keep') };
}

/** Nobody is their own referrer, and the two are one person. */
function valueIn(record: CustomerFile, other: CustomerFile, key: FieldKey): FieldValue {
  const value = record.values[key];
  return key === 'referrerId' && value === other.id ? null : value;
}

/** How far a stage has come; a lost customer has come nowhere. */
const stepOf = (stage: string): number => (stage === 'lost' ? -1 : STAGES.indexOf(stage as Stage));

function canJoin({ kind }: Field, keep: FieldValue, lose: FieldValue): boolean {
  if (isEmpty(keep) || isEmpty(lose)) return false;
  if (kind === 'choices') return true;
  return kind === 'text' && String(join(keep, lose)).length <= MAX_TEXT;
}

function join(keep: FieldValue, lose: FieldValue): FieldValue {
  if (Array.isArray(keep) && Array.isArray(lose)) return [...new Set([...keep, ...lose])];
  return `${keep}\n${lose}`;
}

/** What the kept record becomes: only what changes. */
export interface Merged {
  values: Partial<CustomerValues>;
  columns: {
    stage?: string;
    lostReason?: string | null;
    grade?: string | null;
    status?: string;
    invalidReason?: string | null;
    consentAt?: Date | null;
    doNotContact?: boolean;
  };
  repId: string | null;
}

/**
 * What the kept record becomes by the choices; what was not chosen is as proposed, and a side that is not
 * offered is not taken. Who did not want to be contacted in one record does not want it in the merged one;
 * consent is taken over from either.
 */
export function mergedRecord(pair: Pair, choices: Choices): Merged {
  const { keep, lose } = pair;
  const merged: Merged = { values: {}, columns: {}, repId: keep.repId };
  const values: Record<string, FieldValue> = {};
  for (const difference of listDifferences(pair)) {
    const side = sideOf(difference, choices);
    const { key } = difference;
    if (findField(key)) {
      const next = side === 'both' ? join(difference.keep, difference.lose) : difference[side];
      // Also where nobody chose: a record that referred itself to the other refers nobody.
      if (canonical(next) !== canonical(keep.values[key as FieldKey])) values[key] = next;
    } else if (side === 'lose') takeOver(merged, key as Extra, lose);
  }
  if (keep.values.referrerId === lose.id && !('referrerId' in values)) values.referrerId = null;
  if (lose.values.phones.length > 0) values.phones = [...keep.values.phones, ...lose.values.phones];
  merged.values = values as Partial<CustomerValues>;
  if (!keep.consentAt && lose.consentAt) merged.columns.consentAt = lose.consentAt;
  if (!keep.doNotContact && lose.doNotContact) merged.columns.doNotContact = true;
  return merged;
}

/** The side that was chosen, where it was offered; else the proposed one. */
export function sideOf({ key, sides, proposed }: Difference, choices: Choices): Side {
  const chosen = choices[key];
  return chosen && sides.includes(chosen) ? chosen : proposed;
}

function takeOver(merged: Merged, key: Extra, lose: CustomerFile): void {
  const { columns } = merged;
  switch (key) {
    case 'stage':
      columns.stage = lose.stage;
      columns.lostReason = lose.lostReason;
      return;
    case 'grade':
      columns.grade = lose.grade;
      return;
    case 'status':
      columns.status = lose.status;
      columns.invalidReason = lose.invalidReason;
      return;
    case 'rep':
      merged.repId = lose.repId;
  }
}

/** Whether a value is told only masked to somebody who did not reveal it. */
export function isMasked(key: ChoiceKey): boolean {
  const field = findField(key);
  return field !== null && (field.indexed === true || fieldOf('address').key === field.key);
}
