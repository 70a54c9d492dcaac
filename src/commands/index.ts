import type { HomeView } from '../bot/blocks.ts';
import type { Feature, Scene } from '../bot/doing.ts';
import { absence } from './absence.ts';
import { assignment } from './assignment.ts';
import { care } from './care/index.ts';
import { cases } from './cases/index.ts';
import { conduct } from './conduct.ts';
import { customer } from './customer/index.ts';
import { day } from './day.ts';
import { deal } from './deal/index.ts';
import { digest } from './digest.ts';
import { duplicates } from './duplicates.ts';
import { figures } from './figures.ts';
import { followUp } from './followup/index.ts';
import { gatehouse } from './gatehouse/index.ts';
import { handOver } from './hand-over.ts';
import { help } from './help.ts';
import { household } from './household.ts';
import { imports } from './import.ts';
import { log } from './log/index.ts';
import { matching } from './matching.ts';
import { merging } from './merging.ts';
import { ownership } from './ownership.ts';
import { partner } from './partner/index.ts';
import { playbook } from './playbook/index.ts';
import { property } from './property/index.ts';
import { reception } from './reception/index.ts';
import { review } from './review/index.ts';
import { talk } from './talk/index.ts';
import { texts } from './texts.ts';
import { viewing } from './viewing/index.ts';
import { why } from './why.ts';

/** Everything people can do, in the order in which help and the manifest name it. */
export const features: Feature[] = [
  customer,
  log,
  followUp,
  viewing,
  texts,
  playbook,
  day,
  why,
  deal,
  digest,
  figures,
  imports,
  assignment,
  absence,
  handOver,
  ownership,
  duplicates,
  household,
  care,
  review,
  reception,
  matching,
  merging,
  partner,
  property,
  cases,
  conduct,
  gatehouse,
  talk,
  help,
];

/** Draws a person's home tab: the one feature that has a home does it. */
export async function drawHome(scene: Scene): Promise<HomeView> {
  const drawn = await features.find(({ home }) => home)?.home?.(scene);
  if (!drawn) throw new Error('no feature draws the home tab');
  return drawn;
}
