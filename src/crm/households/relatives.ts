import type { Actor } from '../access/actor.ts';
import { can } from '../access/rules.ts';
import type { CustomerRecord } from '../customers/store.ts';
import { type Relation, relationTo } from './rules.ts';
import type { LinkRow } from './store.ts';

/** One of a family, as somebody sees it from one customer's card. */
export interface FamilyMember {
  /** Null where the person may not see the record. */
  record: Pick<CustomerRecord, 'id' | 'number' | 'name' | 'gender'> | null;
  /** What they are to the customer; null: related through somebody else. */
  relation: Relation | null;
  /** The link between them, where there is one that the person may end. */
  linkId: string | null;
  isProposed: boolean;
  /** The link between them, where the person is to decide whose the family is. */
  decideId: string | null;
}

/** What of a record its family needs. */
export type RelativeRecord = Pick<
  CustomerRecord,
  'id' | 'number' | 'name' | 'gender' | 'repId' | 'teamId'
>;

/** The family of a record as the person sees it: `relatives` are those of `links` besides itself. */
export function familyOf(
  actor: Actor,
  links: LinkRow[],
  { record, relatives }: { record: RelativeRecord; relatives: RelativeRecord[] },
): FamilyMember[] {
  return relatives.map((relative) => {
    const link = links.find(
      ({ customerId, otherId }) =>
        [customerId, otherId].includes(record.id) && [customerId, otherId].includes(relative.id),
    );
    const isProposed = link?.state === 'proposed';
    const mayDecide =
      isProposed && [record, relative].every((one) => can(actor, 'household:decide', one));
    const { id, number, name, gender } = relative;
    const mayEnd = [record, relative].every((one) => can(actor, 'household:link', one));
    return {
      record: can(actor, 'customer:see', relative) ? { id, number, name, gender } : null,
      relation: relationTo(links, record.id, relative.id),
      linkId: link && mayEnd ? link.id : null,
      isProposed,
      decideId: mayDecide ? link.id : null,
    };
  });
}
