import { z } from 'zod';
import { Refusal, Refusals } from '../../lib/refusal.ts';
import type { Role } from '../access/roles.ts';
import { type AssignNames, readAssignRules, writeAssignRule } from './assign-rules.ts';
import {
  ARRIVALS,
  type AssignRule,
  type Choice,
  SETTINGS,
  type SettingKey,
  type Settings,
} from './rules.ts';

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
  | 'reviewChanges'
  | 'text';

/** The pages the rules are grouped in, in the order of the menu. */
export const RULE_PAGES = [
  'registration',
  'followUp',
  'ownership',
  'assignment',
  'review',
  'reception',
  'cases',
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
  caseRemindMinutes: { page: 'cases', kind: 'number' },
  caseEscalateMinutes: { page: 'cases', kind: 'number' },
  signalDays: { page: 'cases', kind: 'number' },
  signalCopied: { page: 'cases', kind: 'number' },
  signalBurst: { page: 'cases', kind: 'number' },
  signalBurstMinutes: { page: 'cases', kind: 'number' },
  signalPerfect: { page: 'cases', kind: 'number' },
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

/** What an input of the form holds. */
export type Typed = string | string[] | null;

/** Names that stand for ids in what people write, and the language they are written in. */
export interface Names extends AssignNames {
  teams: readonly { id: string; name: string }[];
}

/** A rule's value as the form shows it: text, or the picked values of a multiple choice. */
export function writeSetting<K extends SettingKey>(
  key: K,
  value: Settings[K],
  names: Names,
): string | string[] {
  switch (SETTING_FIELDS[key].kind) {
    case 'grades':
    case 'arrivals':
      return Object.values(value as Record<string, number>).join(' / ');
    case 'weekdays':
      return (value as number[]).map(String);
    case 'customerFields':
    case 'reps':
    case 'reviewChanges':
      return value as string[];
    case 'dates':
      return (value as string[]).join('\n');
    case 'yesNo':
      return value ? 'yes' : 'no';
    case 'choices':
      return (value as Choice[]).map(writeChoice).join('\n');
    case 'groups':
      return (value as Settings['memberGroups'])
        .map((group) => writeGroup(group, names))
        .join('\n');
    case 'assignRules':
      return (value as AssignRule[]).flatMap((rule) => writeAssignRule(rule, names)).join('\n');
    default:
      return String(value);
  }
}

/**
 * A rule's value as the form holds it, checked. `current` keeps the keys of choices that stay.
 * Throws a refusal that belongs to the input of the rule.
 */
export function readSetting(
  key: SettingKey,
  typed: Typed,
  current: Settings,
  names: Names,
): unknown {
  const value = parse(key, typed, current, names);
  const checked = SETTINGS[key].safeParse(value);
  if (!checked.success) throw outOfRange(key);
  return checked.data;
}

/** Every given input of a page, checked; all that is wrong is said at once, each under its input. */
export function readSettings(
  keys: readonly SettingKey[],
  typed: Record<string, Typed>,
  current: Settings,
  names: Names,
): Partial<Record<SettingKey, unknown>> {
  const values: Partial<Record<SettingKey, unknown>> = {};
  const refusals: Refusal[] = [];
  for (const key of keys.filter((one) => one in typed)) {
    try {
      values[key] = readSetting(key, typed[key] ?? null, current, names);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.push(error);
    }
  }
  if (refusals.length > 0) throw new Refusals(refusals);
  return values;
}

function parse(key: SettingKey, typed: Typed, current: Settings, names: Names): unknown {
  const text = typeof typed === 'string' ? typed.normalize('NFKC').trim() : '';
  switch (SETTING_FIELDS[key].kind) {
    case 'number':
      return /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
    case 'grades':
      return readGrades(key, text);
    case 'arrivals':
      return readArrivals(key, text);
    case 'weekdays':
      return (Array.isArray(typed) ? typed : []).map(Number);
    case 'customerFields':
    case 'reps':
    case 'reviewChanges':
      return Array.isArray(typed) ? typed : [];
    case 'dates':
      return listParts(text).sort();
    case 'yesNo':
      return text === 'yes';
    case 'code':
      return text.toUpperCase();
    case 'choices':
      return readChoices(key, text, (current as unknown as Record<string, Choice[]>)[key] ?? []);
    case 'groups':
      return listLines(text).map((line) => readGroup(key, line, names));
    case 'assignRules':
      return readAssignRules(key, listLines(text), names);
    case 'text':
      return typeof typed === 'string' ? typed.normalize('NFC').trim() : '';
    default:
      return text;
  }
}

function outOfRange(key: SettingKey): Refusal {
  const inner = (SETTINGS[key] as z.ZodDefault<z.ZodType>).unwrap();
  if (inner instanceof z.ZodNumber) {
    return new Refusal(
      'settingNumber',
      { min: inner.minValue ?? 0, max: inner.maxValue ?? 0 },
      key,
    );
  }
  const code = {
    dates: 'settingDates',
    grades: 'settingGrades',
    arrivals: 'settingArrivals',
    groups: 'settingGroups',
  }[SETTING_FIELDS[key].kind as string];
  return new Refusal(code ?? 'settingInvalid', {}, key);
}

/** `2 / 7 / 14 / 30`: days for the grades A, B, C and D. */
function readGrades(key: SettingKey, text: string): Record<string, number> {
  const numbers = text.match(/\d+/g)?.map(Number) ?? [];
  const [A, B, C, D] = numbers;
  if (numbers.length !== 4) throw new Refusal('settingGrades', {}, key);
  return { A: A!, B: B!, C: C!, D: D! };
}

/** `30 / 15 / 15 / 30 / 45`: days for the ways of coming, in the order of the form. */
function readArrivals(key: SettingKey, text: string): Record<string, number> {
  const numbers = text.match(/\d+/g)?.map(Number) ?? [];
  if (numbers.length !== ARRIVALS.length) throw new Refusal('settingArrivals', {}, key);
  return Object.fromEntries(ARRIVALS.map((kind, nth) => [kind, numbers[nth]!]));
}

/** `抖音 | Douyin | tiktok, 短视频` */
const writeChoice = ({ zh, en, aliases }: Choice) =>
  [zh, en, ...(aliases.length > 0 ? [aliases.join(', ')] : [])].join(' | ');

function readChoices(key: SettingKey, text: string, current: Choice[]): Choice[] {
  const taken = new Set<string>();
  return listLines(text).map((line) => {
    const [zh = '', second = '', aliases = ''] = line.split('|').map((part) => part.trim());
    if (!zh || line.split('|').length > 3)
      throw new Refusal('settingChoices', { line: line.slice(0, 40) }, key);
    const en = second || zh;
    const known = current.find((one) => one.zh === zh || one.en === en);
    const name = known?.key ?? newChoiceKey(en, current, taken);
    if (taken.has(name)) throw new Refusal('settingTwice', { line: zh }, key);
    taken.add(name);
    return { key: name, zh, en, aliases: listParts(aliases) };
  });
}

/** A choice keeps its key for ever, since records carry it: a new one gets a key nobody has. */
function newChoiceKey(en: string, current: Choice[], taken: ReadonlySet<string>): string {
  const plain =
    en
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 24) || 'choice';
  const used = (key: string) => taken.has(key) || current.some((one) => one.key === key);
  if (!used(plain)) return plain;
  let nth = 2;
  while (used(`${plain}_${nth}`)) nth += 1;
  return `${plain}_${nth}`;
}

const ROLE_WORDS: Record<Exclude<Role, 'administrator'>, string[]> = {
  rep: ['rep', '顾问', '置业顾问'],
  reviewer: ['reviewer', '审核', '审核员'],
  manager: ['manager', '经理'],
};

/** `S0123ABCD rep 东区`: the group's id, the role, the team's name. */
const writeGroup = (
  { groupId, role, teamId }: Settings['memberGroups'][number],
  { teams }: Names,
) => [groupId, role, teams.find((team) => team.id === teamId)?.name ?? teamId].join(' ');

function readGroup(key: SettingKey, line: string, { teams }: Names) {
  // A mention of the group arrives as <!subteam^S0123|@reps>.
  const [group = '', roleWord = '', ...rest] = line
    .replace(/<!subteam\^(S\w+)[^>]*>/, '$1')
    .split(/\s+/);
  const team = teams.find(({ name, id }) => name === rest.join(' ') || id === rest.join(' '));
  const role = Object.entries(ROLE_WORDS).find(([, words]) =>
    words.includes(roleWord.toLowerCase()),
  )?.[0];
  if (!role || !team) throw new Refusal('settingGroups', {}, key);
  return { groupId: group.toUpperCase(), role, teamId: team.id };
}

const listLines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
const listParts = (text: string) => text.split(/[\s,，、;；]+/).filter(Boolean);

/** Throws where rules contradict each other: work that ends before it begins, an alarm before its warning. */
export function requireSensible(settings: Settings): void {
  if (settings.workStart >= settings.workEnd) throw new Refusal('workEndsFirst', {}, 'workEnd');
  if (settings.enquiryWarnMinutes > settings.enquiryEscalateMinutes) {
    throw new Refusal('escalatesFirst', {}, 'enquiryEscalateMinutes');
  }
  for (const kind of ARRIVALS) {
    if (settings.protectDays[kind] > settings.protectMaxDays[kind])
      throw new Refusal('maximumFirst', {}, 'protectMaxDays');
  }
  if (settings.reviewRemindHours > settings.reviewEscalateHours) {
    throw new Refusal('escalatesFirst', {}, 'reviewEscalateHours');
  }
  if (settings.caseRemindMinutes > settings.caseEscalateMinutes) {
    throw new Refusal('caseEscalatesFirst', {}, 'caseEscalateMinutes');
  }
  if (settings.overdueAgainMinutes > settings.overdueManagerMinutes) {
    throw new Refusal('escalatesFirst', {}, 'overdueManagerMinutes');
  }
}
