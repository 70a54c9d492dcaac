import type { Messages } from './en.ts';
import { absence } from './zh/absence.ts';
import { assignment } from './zh/assignment.ts';
import { care } from './zh/care.ts';
import { cases } from './zh/cases.ts';
import { common } from './zh/common.ts';
import { conduct } from './zh/conduct.ts';
import { customers } from './zh/customers.ts';
import { deals } from './zh/deals.ts';
import { digests } from './zh/digests.ts';
import { duplicates } from './zh/duplicates.ts';
import { exchange } from './zh/exchange.ts';
import { fields } from './zh/fields.ts';
import { figures } from './zh/figures.ts';
import { matching } from './zh/matching.ts';
import { merging } from './zh/merging.ts';
import { nudges } from './zh/nudges.ts';
import { office } from './zh/office.ts';
import { ownership } from './zh/ownership.ts';
import { partners } from './zh/partners.ts';
import { playbooks } from './zh/playbooks.ts';
import { properties } from './zh/properties.ts';
import { reception } from './zh/reception.ts';
import { review } from './zh/review.ts';
import { talk } from './zh/talk.ts';
import { texts } from './zh/texts.ts';
import { viewings } from './zh/viewings.ts';
import { why } from './zh/why.ts';
import { work } from './zh/work.ts';

export const zh = {
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
} satisfies Messages;
