import { absence } from './en/absence.ts';
import { assignment } from './en/assignment.ts';
import { care } from './en/care.ts';
import { cases } from './en/cases.ts';
import { common } from './en/common.ts';
import { conduct } from './en/conduct.ts';
import { customers } from './en/customers.ts';
import { deals } from './en/deals.ts';
import { digests } from './en/digests.ts';
import { duplicates } from './en/duplicates.ts';
import { exchange } from './en/exchange.ts';
import { fields } from './en/fields.ts';
import { figures } from './en/figures.ts';
import { matching } from './en/matching.ts';
import { merging } from './en/merging.ts';
import { nudges } from './en/nudges.ts';
import { office } from './en/office.ts';
import { ownership } from './en/ownership.ts';
import { partners } from './en/partners.ts';
import { playbooks } from './en/playbooks.ts';
import { properties } from './en/properties.ts';
import { reception } from './en/reception.ts';
import { review } from './en/review.ts';
import { talk } from './en/talk.ts';
import { texts } from './en/texts.ts';
import { viewings } from './en/viewings.ts';
import { why } from './en/why.ts';
import { work } from './en/work.ts';

/** The reference dictionary: its shape is the type every other language satisfies. */
export const en = {
  absence,
  assignment,
  care,
  cases,
  common,
  conduct,
  customers,
  deals,
  digests,
  duplicates,
  exchange,
  fields,
  figures,
  matching,
  merging,
  nudges,
  office,
  ownership,
  partners,
  properties,
  playbooks,
  reception,
  review,
  talk,
  texts,
  viewings,
  why,
  work,
};

export type Messages = typeof en;
