import { type Away, listAway } from '../crm/absence/store.ts';
import { DEFAULTS, resolveSettings, type Settings } from '../crm/settings/rules.ts';
import type { Handle } from '../db/client.ts';
import { type Locale, localeOf } from '../lib/locale.ts';

/** A person as delivery needs to know them. */
export interface Person {
  id: string;
  slackUserId: string;
  name: string;
  role: string;
  locale: Locale;
  zone: string;
  active: boolean;
  nudgeTarget: string;
  ownChannelId: string | null;
  dmChannelId: string | null;
  busyUntil: Date | null;
  /** The home team first. */
  teamIds: string[];
}

export interface TeamDesk {
  id: string;
  channelId: string | null;
  zone: string;
  locale: Locale;
}

/** A rule as it is stored, the newest of its key. */
interface StoredRule {
  key: string;
  teamId: string | null;
  value: unknown;
}

interface PersonRow extends Omit<Person, 'locale'> {
  locale: string | null;
  slackLocale: string;
}

/** Who works here, in which team, by which rules: read once for a batch of messages. */
export class Office {
  readonly now: Date;
  readonly people: Map<string, Person>;
  readonly teams: Map<string, TeamDesk>;
  /** Who is away now, until when, and who stands in. */
  readonly away: ReadonlyMap<string, Away>;
  readonly #rules: StoredRule[];
  readonly #settings = new Map<string | null, Settings>();

  constructor(
    now: Date,
    parts: {
      people: Person[];
      teams: TeamDesk[];
      rules: StoredRule[];
      away: ReadonlyMap<string, Away>;
    },
  ) {
    const { people, teams, rules, away } = parts;
    this.now = now;
    this.away = away;
    this.people = new Map(people.map((person) => [person.id, person]));
    this.teams = new Map(teams.map((team) => [team.id, team]));
    this.#rules = rules;
  }

  /** The rules in force for a team; null: the office's. */
  settings(teamId: string | null): Settings {
    const found = this.#settings.get(teamId);
    if (found) return found;
    const own = this.#rules.filter((rule) => rule.teamId === null || rule.teamId === teamId);
    const made = own.length === 0 ? DEFAULTS : resolveSettings(own);
    this.#settings.set(teamId, made);
    return made;
  }

  /**
   * Who answers for a team: its manager, one who has it as home team before one who has it besides; one
   * who is away only where there is no other.
   */
  managerOf(teamId: string | null): Person | null {
    if (teamId === null) return null;
    const all = this.#active('manager').filter(({ teamIds }) => teamIds.includes(teamId));
    const here = all.filter(({ id }) => !this.away.has(id));
    const managers = here.length > 0 ? here : all;
    return managers.find(({ teamIds }) => teamIds[0] === teamId) ?? managers[0] ?? null;
  }

  administrators(): Person[] {
    return this.#active('administrator');
  }

  #active(role: string): Person[] {
    return [...this.people.values()].filter((person) => person.active && person.role === role);
  }
}

/** Reads the office as it is at `now`. */
export async function loadOffice(db: Handle, now: Date): Promise<Office> {
  const people = await db.$queryRaw<PersonRow[]>`
    SELECT m.id, m.slack_user_id AS "slackUserId", m.name, m.role, m.locale, m.slack_locale AS "slackLocale", m.zone,
      m.active, m.nudge_target AS "nudgeTarget", m.own_channel_id AS "ownChannelId",
      m.dm_channel_id AS "dmChannelId",
      -- Whoever shows somebody a flat is as busy as one who said so.
      greatest(m.busy_until, (SELECT max(v.ends_at) FROM viewings v WHERE v.member_id = m.id AND v.state = 'planned'
        AND v.starts_at <= ${now} AND v.ends_at > ${now})) AS "busyUntil",
      coalesce((SELECT array_agg(t.team_id ORDER BY t.home DESC, t.team_id) FROM team_members t
        WHERE t.member_id = m.id), '{}') AS "teamIds"
    FROM members m ORDER BY m.id`;
  const teams = await db.$queryRaw<
    { id: string; channelId: string | null; zone: string; locale: string }[]
  >`
    SELECT id, channel_id AS "channelId", zone, locale FROM teams`;
  const rules = await db.$queryRaw<StoredRule[]>`
    SELECT DISTINCT ON (key, team_id) key, team_id AS "teamId", value FROM settings
    WHERE effective_from <= ${now} ORDER BY key, team_id, effective_from DESC, created_at DESC`;
  return new Office(now, {
    people: people.map(({ slackLocale, locale, ...person }) => ({
      ...person,
      locale: localeOf(locale ?? slackLocale),
    })),
    teams: teams.map((team) => ({ ...team, locale: localeOf(team.locale) })),
    rules,
    away: await listAway(db, now),
  });
}
