import type { SettingKey } from './rules.ts';

/** How a rule is written down and read back. */
export type SettingKind =
  | 'number'
  | 'grades'
  | 'arrivals'
  | 'time'
  | 'weekdays'
  | 'dates'
  | 'holidays'
  | 'yesNo'
  | 'code'
  | 'channel'
  | 'choices'
  | 'customerFields'
  | 'groups'
  | 'reps'
  | 'assignRules'
  | 'assignWay'
  | 'assignLast'
  | 'reviewSteps'
  | 'needs'
  | 'closedAt'
  | 'stages'
  | 'reviewChanges'
  | 'credits'
  | 'matchMusts'
  | 'eligibility'
  | 'text';

/** The pages the rules are grouped in, in the order of the menu. */
export const RULE_PAGES = [
  'registration',
  'followUp',
  'stages',
  'viewings',
  'ownership',
  'assignment',
  'review',
  'reception',
  'cases',
  'stock',
  'care',
  'matching',
  'deals',
  'hours',
  'privacy',
  'lists',
  'members',
] as const;
export type RulePage = (typeof RULE_PAGES)[number];

interface SettingField {
  page: RulePage;
  kind: SettingKind;
  /** One value for everybody: a team cannot have its own. */
  officeOnly?: true;
}

/** Every rule of the office: where it is shown and how it is written. */
export const SETTING_FIELDS = {
  completeFields: { page: 'registration', kind: 'customerFields' },
  confirmAfterDays: { page: 'registration', kind: 'number' },
  duplicateScore: { page: 'registration', kind: 'number' },
  duplicateDays: { page: 'registration', kind: 'number' },
  siblingsAreFamily: { page: 'registration', kind: 'yesNo' },
  phoneRegion: { page: 'registration', kind: 'code' },
  currency: { page: 'registration', kind: 'code' },
  cadenceDays: { page: 'followUp', kind: 'grades' },
  silenceDays: { page: 'followUp', kind: 'grades' },
  overdueAgainMinutes: { page: 'followUp', kind: 'number' },
  overdueManagerMinutes: { page: 'followUp', kind: 'number' },
  enquiryWarnMinutes: { page: 'followUp', kind: 'number' },
  enquiryEscalateMinutes: { page: 'followUp', kind: 'number' },
  busyMinutes: { page: 'followUp', kind: 'number' },
  stages: { page: 'stages', kind: 'stages', officeOnly: true },
  needsInterested: { page: 'stages', kind: 'needs' },
  needsNegotiating: { page: 'stages', kind: 'needs' },
  needsClosed: { page: 'stages', kind: 'needs' },
  closedAt: { page: 'stages', kind: 'closedAt' },
  needsPassable: { page: 'stages', kind: 'yesNo' },
  stuckPotentialDays: { page: 'stages', kind: 'grades' },
  stuckInterestedDays: { page: 'stages', kind: 'grades' },
  stuckNegotiatingDays: { page: 'stages', kind: 'grades' },
  playbooksRun: { page: 'stages', kind: 'yesNo' },
  viewingMinutes: { page: 'viewings', kind: 'number' },
  viewingDayBeforeTime: { page: 'viewings', kind: 'time' },
  viewingSoonMinutes: { page: 'viewings', kind: 'number' },
  viewingAskTime: { page: 'viewings', kind: 'time' },
  protectDays: { page: 'ownership', kind: 'arrivals' },
  protectContactDays: { page: 'ownership', kind: 'grades' },
  protectMaxDays: { page: 'ownership', kind: 'arrivals' },
  protectWarnDays: { page: 'ownership', kind: 'number' },
  exemptMembers: { page: 'ownership', kind: 'reps' },
  poolRestMinutes: { page: 'ownership', kind: 'number' },
  claimsPerDay: { page: 'ownership', kind: 'number' },
  holdingCap: { page: 'ownership', kind: 'number' },
  cooldownDays: { page: 'ownership', kind: 'number' },
  mergeUndoDays: { page: 'ownership', kind: 'number' },
  assignRules: { page: 'assignment', kind: 'assignRules' },
  assignWay: { page: 'assignment', kind: 'assignWay' },
  assignLast: { page: 'assignment', kind: 'assignLast' },
  reviewSteps: { page: 'review', kind: 'reviewSteps' },
  reviewStandardZh: { page: 'review', kind: 'text' },
  reviewStandardEn: { page: 'review', kind: 'text' },
  reviewRemindHours: { page: 'review', kind: 'number' },
  reviewEscalateHours: { page: 'review', kind: 'number' },
  reviewWorkMeanwhile: { page: 'review', kind: 'yesNo' },
  reviewAgain: { page: 'review', kind: 'reviewChanges' },
  reviewImported: { page: 'review', kind: 'yesNo' },
  askedUsesTurn: { page: 'reception', kind: 'yesNo' },
  skippedKeepsTurn: { page: 'reception', kind: 'yesNo' },
  dutyEndsAtClose: { page: 'reception', kind: 'yesNo' },
  receptionChecklist: { page: 'reception', kind: 'choices' },
  courtesyWaitMinutes: { page: 'reception', kind: 'number' },
  courtesyShare: { page: 'reception', kind: 'number' },
  reportLeadMinutes: { page: 'reception', kind: 'number' },
  reportDaysAhead: { page: 'reception', kind: 'number' },
  reportKeepDays: { page: 'reception', kind: 'number' },
  caseChannel: { page: 'cases', kind: 'channel' },
  caseSilentDays: { page: 'cases', kind: 'number' },
  caseAppealDays: { page: 'cases', kind: 'number' },
  creditDays: { page: 'cases', kind: 'number' },
  caseRemindMinutes: { page: 'cases', kind: 'number' },
  caseEscalateMinutes: { page: 'cases', kind: 'number' },
  signalDays: { page: 'cases', kind: 'number' },
  signalCopied: { page: 'cases', kind: 'number' },
  signalBurst: { page: 'cases', kind: 'number' },
  signalBurstMinutes: { page: 'cases', kind: 'number' },
  signalPerfect: { page: 'cases', kind: 'number' },
  unitHoldHours: { page: 'stock', kind: 'number' },
  unitHoldsPerRep: { page: 'stock', kind: 'number' },
  unitHoldWarnMinutes: { page: 'stock', kind: 'number' },
  referralCredits: { page: 'care', kind: 'credits' },
  introductionDays: { page: 'care', kind: 'number' },
  satisfactionLow: { page: 'care', kind: 'number' },
  satisfactionDays: { page: 'care', kind: 'number' },
  matchBudgetPercent: { page: 'matching', kind: 'number' },
  matchAreaPercent: { page: 'matching', kind: 'number' },
  matchMusts: { page: 'matching', kind: 'matchMusts' },
  matchPriceWeight: { page: 'matching', kind: 'number' },
  matchLayoutWeight: { page: 'matching', kind: 'number' },
  matchAreaWeight: { page: 'matching', kind: 'number' },
  matchDistrictWeight: { page: 'matching', kind: 'number' },
  matchTransitWeight: { page: 'matching', kind: 'number' },
  matchSchoolWeight: { page: 'matching', kind: 'number' },
  matchFloorWeight: { page: 'matching', kind: 'number' },
  matchLowFloors: { page: 'matching', kind: 'number' },
  matchHighFloors: { page: 'matching', kind: 'number' },
  matchTellScore: { page: 'matching', kind: 'number' },
  matchTellMost: { page: 'matching', kind: 'number' },
  matchTellMinutes: { page: 'matching', kind: 'number' },
  matchNewDays: { page: 'matching', kind: 'number' },
  dealIntents: { page: 'deals', kind: 'yesNo' },
  depositMaxPercent: { page: 'deals', kind: 'number' },
  signWithinDays: { page: 'deals', kind: 'number' },
  eligibilityChecks: { page: 'deals', kind: 'eligibility' },
  signingDocuments: { page: 'deals', kind: 'choices' },
  dealRemindDays: { page: 'deals', kind: 'number' },
  dealOverdueDays: { page: 'deals', kind: 'number' },
  celebrateSigning: { page: 'deals', kind: 'yesNo' },
  workStart: { page: 'hours', kind: 'time' },
  workEnd: { page: 'hours', kind: 'time' },
  quietStart: { page: 'hours', kind: 'time' },
  quietEnd: { page: 'hours', kind: 'time' },
  briefTime: { page: 'hours', kind: 'time' },
  reportTime: { page: 'hours', kind: 'time' },
  restWeekdays: { page: 'hours', kind: 'weekdays' },
  holidays: { page: 'hours', kind: 'holidays' },
  extraRestDays: { page: 'hours', kind: 'dates' },
  extraWorkDays: { page: 'hours', kind: 'dates' },
  revealsPerHour: { page: 'privacy', kind: 'number' },
  checksPerHour: { page: 'privacy', kind: 'number' },
  perRepInChannel: { page: 'privacy', kind: 'yesNo' },
  sources: { page: 'lists', kind: 'choices', officeOnly: true },
  districts: { page: 'lists', kind: 'choices', officeOnly: true },
  memberGroups: { page: 'members', kind: 'groups', officeOnly: true },
} as const satisfies Record<SettingKey, SettingField>;

/** The rules of a page; those of a team leave out what only the office decides. */
export function listPageKeys(page: RulePage, teamId: string | null): SettingKey[] {
  const entries = Object.entries(SETTING_FIELDS) as [SettingKey, SettingField][];
  return entries
    .filter(([, field]) => field.page === page && !(teamId && field.officeOnly))
    .map(([key]) => key);
}
