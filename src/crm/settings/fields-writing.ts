import { type AssignNames, writeAssignRule } from './assign-rules.ts';
import { writeCreditRule } from './credit-rules.ts';
import { SETTING_FIELDS } from './fields.ts';
import type { AssignRule, Choice, CreditRule, SettingKey, Settings } from './rules.ts';

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
    case 'needs':
    case 'matchMusts':
    case 'eligibility':
      return value as string[];
    case 'dates':
      return (value as string[]).join('\n');
    case 'yesNo':
      return value ? 'yes' : 'no';
    case 'choices':
      return (value as Choice[]).map(writeChoice).join('\n');
    case 'stages':
      return (value as Settings['stages'])
        .map(({ key: stage, zh, en }) => `${stage}: ${zh} | ${en}`)
        .join('\n');
    case 'groups':
      return (value as Settings['memberGroups'])
        .map((group) => writeGroup(group, names))
        .join('\n');
    case 'assignRules':
      return (value as AssignRule[]).flatMap((rule) => writeAssignRule(rule, names)).join('\n');
    case 'credits':
      return (value as CreditRule[]).map((rule) => writeCreditRule(rule, names.locale)).join('\n');
    default:
      return String(value);
  }
}

/** `抖音 | Douyin | tiktok, 短视频` */
const writeChoice = ({ zh, en, aliases }: Choice) =>
  [zh, en, ...(aliases.length > 0 ? [aliases.join(', ')] : [])].join(' | ');

/** `S0123ABCD rep 东区`: the group's id, the role, the team's name. */
const writeGroup = (
  { groupId, role, teamId }: Settings['memberGroups'][number],
  { teams }: Names,
) => [groupId, role, teams.find((team) => team.id === teamId)?.name ?? teamId].join(' ');
