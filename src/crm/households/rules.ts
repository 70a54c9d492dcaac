import { Refusal } from '../../lib/refusal.ts';

/** What one of a family is to another. Siblings only where the office counts them as one household. */
export const RELATIONS = ['spouse', 'parent', 'child', 'sibling'] as const;
export type Relation = (typeof RELATIONS)[number];

/** The relations an office knows. */
export function listRelations(settings: { siblingsAreFamily: boolean }): Relation[] {
  return RELATIONS.filter((one) => one !== 'sibling' || settings.siblingsAreFamily);
}

/** The same seen from the other side: whose parent I am is my child. */
export function inverseOf(relation: Relation): Relation {
  if (relation === 'parent') return 'child';
  return relation === 'child' ? 'parent' : relation;
}

/** What of a record decides whether it can be linked. */
export interface Relative {
  id: string;
  status: string;
  repId: string | null;
}

/**
 * Throws why these two cannot be one household: `familyItself`, `familyInvalid` (no customer at all),
 * `familySiblings`.
 */
export function requireRelatives(
  one: Relative,
  other: Relative,
  by: { relation: Relation; settings: { siblingsAreFamily: boolean } },
): void {
  if (one.id === other.id) throw new Refusal('familyItself', {}, 'relative');
  if (one.status !== 'active' || other.status !== 'active')
    throw new Refusal('familyInvalid', {}, 'relative');
  if (!listRelations(by.settings).includes(by.relation))
    throw new Refusal('familySiblings', {}, 'relation');
}

/** One family, one assigned rep: whether that is so already. */
export function isUnderOneRep(one: Relative, other: Relative): boolean {
  return one.repId !== null && one.repId === other.repId;
}

/** A pair as it is kept: what `otherId` is to `customerId`. */
export interface Link {
  customerId: string;
  otherId: string;
  relation: Relation;
}

/** What a relative is to a customer, as the link between them says; null where there is none. */
export function relationTo(
  links: readonly Link[],
  id: string,
  relativeId: string,
): Relation | null {
  for (const { customerId, otherId, relation } of links) {
    if (customerId === id && otherId === relativeId) return relation;
    if (otherId === id && customerId === relativeId) return inverseOf(relation);
  }
  return null;
}
