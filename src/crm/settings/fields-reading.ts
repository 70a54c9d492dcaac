import { z } from 'zod';
import { Refusal, Refusals } from '../../lib/refusal.ts';
import type { Role } from '../access/roles.ts';
import { readAssignRules } from './assign-rules.ts';
import { readCreditRules } from './credit-rules.ts';
import { SETTING_FIELDS } from './fields.ts';
import type { Names } from './fields-writing.ts';
import { ARRIVALS, type Choice, SETTINGS, type SettingKey, type Settings } from './rules.ts';

/** What an input of the form holds. */
export type Typed = string | string[] | null;

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
    case 'needs':
    case 'matchMusts':
    case 'eligibility':
      return Array.isArray(typed) ? typed : [];
    case 'dates':
      return listParts(text).sort();
    case 'yesNo':
      return text === 'yes';
    case 'code':
      return text.toUpperCase();
    case 'choices':
      return readChoices(key, text, (current as unknown as Record<string, Choice[]>)[key] ?? []);
    case 'stages':
      return listLines(text).map((line) => readStage(key, line));
    case 'groups':
      return listLines(text).map((line) => readGroup(key, line, names));
    case 'assignRules':
      return readAssignRules(key, listLines(text), names);
    case 'credits':
      return readCreditRules(key, listLines(text));
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
    stages: 'settingStages',
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

/** `interested: 意向 | Interested`: the key that stays, and the name in both languages. */
function readStage(key: SettingKey, line: string): { key: string; zh: string; en: string } {
  const found = /^([a-z]+)\s*:\s*([^|]+?)\s*(?:\|\s*([^|]+?)\s*)?$/.exec(line);
  if (!found) throw new Refusal('settingStages', {}, key);
  const [, stage = '', zh = '', en = zh] = found;
  return { key: stage, zh, en };
}

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
