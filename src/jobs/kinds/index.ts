import { absenceKind } from './absence.ts';
import { arrivedKind } from './arrived.ts';
import { careDaysKind, lowKind, referralKind } from './care.ts';
import { caseKind, caseNewsKind, caseWaitingKind } from './case.ts';
import { celebrationKind } from './celebration.ts';
import { breachKind, signalAskKind, signalKind } from './conduct.ts';
import { creditNewsKind } from './credit.ts';
import { briefKind, officeReportKind, reportKind } from './day.ts';
import { digestKind } from './digest.ts';
import { duplicatesKind } from './duplicates.ts';
import { familyDecidedKind, familyKind } from './family.ts';
import { fitsKind } from './fits.ts';
import { handOverProgressKind, handOverReceivedKind } from './hand-over.ts';
import { importFileKind, importKind, importToldKind } from './import.ts';
import type { MessageKind } from './kind.ts';
import { mergedKind, partedKind } from './merged.ts';
import { noticeKind } from './notice.ts';
import { nudgeKind } from './nudge.ts';
import { poolKind } from './pool.ts';
import {
  arrivalKind,
  courtesyCallKind,
  courtesyWordKind,
  leftKind,
  rotaKind,
} from './reception.ts';
import { reviewKind } from './review.ts';
import { rollUpKind } from './roll-up.ts';
import { shareKind } from './share.ts';
import { unitHoldKind } from './unit-hold.ts';
import { askKind, handOverKind } from './word.ts';

/** The kinds of messages that leave; each is composed when it does. */
export const KINDS: readonly MessageKind[] = [
  nudgeKind,
  rollUpKind,
  noticeKind,
  shareKind,
  digestKind,
  briefKind,
  reportKind,
  officeReportKind,
  askKind,
  handOverKind,
  handOverProgressKind,
  handOverReceivedKind,
  absenceKind,
  poolKind,
  reviewKind,
  duplicatesKind,
  familyKind,
  familyDecidedKind,
  mergedKind,
  partedKind,
  arrivedKind,
  rotaKind,
  arrivalKind,
  leftKind,
  courtesyCallKind,
  courtesyWordKind,
  caseKind,
  caseWaitingKind,
  caseNewsKind,
  signalKind,
  signalAskKind,
  breachKind,
  celebrationKind,
  creditNewsKind,
  importKind,
  importFileKind,
  importToldKind,
  unitHoldKind,
  referralKind,
  lowKind,
  careDaysKind,
  fitsKind,
];
