import { read, transact } from '../../db/transact.ts';
import type { Locale } from '../../lib/locale.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Role } from '../access/roles.ts';
import { can, requirePermission } from '../access/rules.ts';
import { listActiveMembers, listTeams, type Team } from '../access/store.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../context.ts';
import { SETTING_FIELDS } from './fields.ts';
import { FOLLOW_OFFICE, SETTINGS, type SettingKey, type Settings } from './rules.ts';
import { requireSensible } from './rules-sensible.ts';
import { getSettings, listSettingRows, type SettingRow, saveSetting } from './store.ts';

/** The rules of a team (null: the office), as they are and as they will be. */
export interface Rules {
  teamId: string | null;
  settings: Settings;
  /** Rules the team decided for itself. */
  ownKeys: SettingKey[];
  /** Changes that come into force later, soonest first. */
  upcoming: SettingRow[];
  /** Teams whose rules the person may see. */
  teams: Team[];
  /** Reps who can be named in a rule. */
  reps: { id: string; name: string }[];
  /** Who can have customers at all: reps and managers. */
  people: { id: string; name: string }[];
  /** The language in which the reader writes rules down. */
  locale: Locale;
  mayChange: boolean;
}

/** The rules in force. Everybody may read the office's and their teams'. */
export async function getRules(ctx: Ctx, teamId: string | null): Promise<Rules> {
  requireSight(ctx, teamId);
  return read(ctx, async ({ db, now }) => {
    const rows = await listSettingRows(db, teamId);
    const members = await listActiveMembers(db, teamId === null ? undefined : [teamId]);
    const named = (...roles: Role[]) =>
      members.filter(({ role }) => roles.includes(role)).map(({ id, name }) => ({ id, name }));
    return {
      teamId,
      settings: await getSettings(db, teamId, now),
      ownKeys: teamId === null ? [] : listOwnKeys(rows, now),
      upcoming: rows.filter((row) => row.from > now).reverse(),
      teams: (await listTeams(db)).filter(({ id }) => maySee(ctx, id)),
      reps: named('rep'),
      people: named('rep', 'manager'),
      locale: ctx.actor.locale,
      mayChange: mayChange(ctx, teamId),
    };
  });
}

/** Who changed which rule when, newest first. */
export async function listRuleChanges(
  ctx: Ctx,
  teamId: string | null,
  limit: number,
): Promise<SettingRow[]> {
  requireSight(ctx, teamId);
  return read(ctx, async ({ db }) => (await listSettingRows(db, teamId)).slice(0, limit));
}

/** What somebody wants the rules to be. */
export interface RuleChange {
  teamId: string | null;
  values: Partial<Record<SettingKey, unknown>>;
  /** Rules that shall follow the office's again (of a team only). */
  follow?: SettingKey[];
  /** From when; null: now. */
  from: Date | null;
}

/**
 * Changes rules from a moment on: earlier cases stay judged by the rules of their day. Only what really
 * changes is written, each rule with an audit row of its own. Answers the changed rules.
 */
export async function changeRules(ctx: Ctx, change: RuleChange): Promise<{ changed: string[] }> {
  const { teamId } = change;
  requirePermission(ctx.actor, 'setting:change', { teamId });
  const wanted = checkedValues(change);
  const current = await read(ctx, ({ db, now }) => getSettings(db, teamId, change.from ?? now));
  requireSensible({ ...current, ...wanted } as Settings);
  const follow = change.follow ?? [];
  const keys = (Object.keys(wanted) as SettingKey[]).filter(
    (key) => !follow.includes(key) && !isSameRule(key, wanted[key], current[key]),
  );
  if (keys.length + follow.length === 0) return { changed: [] };
  return transact(ctx, async (work) => {
    const from = change.from ?? work.now;
    if (from < work.now) throw new Refusal('settingInPast', {}, 'from');
    const values = [
      ...keys.map((key) => ({ key, value: wanted[key] })),
      ...follow.map((key) => ({ key, value: FOLLOW_OFFICE as unknown })),
    ];
    for (const { key, value } of values) {
      await saveSetting(work.tx, { teamId, key, value, from, byId: ctx.actor.id });
      audit(work, {
        actor: ctx.actor,
        action: 'setting.change',
        subject: { kind: 'team', id: teamId },
        // Rules are the office's own words, nothing of a person's: old and new stand in the open.
        details: { key, from: from.toISOString(), old: current[key] as never, new: value as never },
      });
    }
    return { changed: values.map(({ key }) => key) };
  });
}

function checkedValues({ teamId, values }: RuleChange): Partial<Record<SettingKey, unknown>> {
  for (const key of Object.keys(values) as SettingKey[]) {
    if (!(key in SETTING_FIELDS) || !SETTINGS[key].safeParse(values[key]).success) {
      throw new Refusal('settingInvalid', {}, key);
    }
    if (teamId !== null && 'officeOnly' in SETTING_FIELDS[key]) throw new Refusal('notAllowed');
  }
  return values;
}

/** Keys whose newest value of the team, in force at `now`, is one of its own. `rows` are newest first. */
function listOwnKeys(rows: SettingRow[], now: Date): SettingKey[] {
  const newest = new Map<SettingKey, SettingRow>();
  for (const row of rows) if (row.from <= now && !newest.has(row.key)) newest.set(row.key, row);
  return [...newest.values()]
    .filter(({ value }) => !isSame(value, FOLLOW_OFFICE))
    .map(({ key }) => key);
}

function maySee({ actor }: Ctx, teamId: string | null): boolean {
  return teamId === null || actor.role === 'administrator' || actor.teamIds.includes(teamId);
}

/** Rules are no secret of a record: whoever may see rules at all sees the office's and their teams'. */
function requireSight(ctx: Ctx, teamId: string | null): void {
  requirePermission(ctx.actor, 'setting:see', {
    repId: maySee(ctx, teamId) ? ctx.actor.id : null,
    teamId,
  });
}

function mayChange({ actor }: Ctx, teamId: string | null): boolean {
  return can(actor, 'setting:change', { teamId });
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Rules that are a choice of several, in whatever order Slack sends them. */
const CHOICES: readonly string[] = [
  'customerFields',
  'reviewChanges',
  'needs',
  'matchMusts',
  'reps',
  'weekdays',
  'dates',
];

function isSameRule(key: SettingKey, wanted: unknown, current: unknown): boolean {
  const isChoice = CHOICES.includes(SETTING_FIELDS[key].kind);
  const sorted = (value: unknown) => (isChoice && Array.isArray(value) ? value.toSorted() : value);
  return isSame(sorted(wanted), sorted(current));
}

/** The rules the person works under, their home team's, and what time it is; as known with who asks where nothing was written since. */
export async function readOwnSettings(ctx: Ctx): Promise<{ settings: Settings; now: Date }> {
  return read(ctx, async ({ db, now }) => ({
    settings:
      ctx.rules && ctx.course?.transactions === 0
        ? ctx.rules
        : await getSettings(db, ctx.actor.teamIds[0] ?? null, now),
    now,
  }));
}
