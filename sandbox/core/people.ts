import { ActError } from './errors.ts';
import type { Bag, Person } from './types.ts';
import type { World } from './world.ts';

export function requirePerson(world: World, id: string): Person {
  const person = world.people.get(id);
  if (!person) throw new ActError('unknown_user', `There is nobody with the id ${id}.`);
  return person;
}

export function isForeign(world: World, person: Person): boolean {
  return person.teamId !== world.team.id;
}

/** The user object of users.info and users.list. */
export function userObject(world: World, person: Person, withLocale: boolean): Bag {
  const foreign = isForeign(world, person);
  return {
    id: person.id,
    team_id: person.teamId,
    name: person.name,
    deleted: person.deleted,
    real_name: person.realName,
    // Documented: a deactivated account has no tz, nor the rights flags.
    ...(person.deleted
      ? {}
      : { tz: person.tz, tz_label: person.tz, tz_offset: zoneOffset(world, person.tz) }),
    profile: {
      real_name: person.realName,
      real_name_normalized: person.realName,
      display_name: person.displayName,
      display_name_normalized: person.displayName,
      title: person.title,
      team: person.teamId,
      ...(world.scopes.includes('users:read.email') && !person.isBot
        ? { email: person.email }
        : {}),
      ...(person.isBot ? { bot_id: world.botId, api_app_id: world.appId } : {}),
    },
    is_bot: person.isBot,
    is_app_user: false,
    updated: 0,
    ...(person.deleted ? {} : rights(person)),
    ...(foreign ? { is_stranger: true } : {}),
    ...(withLocale && !person.deleted ? { locale: person.locale } : {}),
  };
}

function rights(person: Person): Bag {
  return {
    is_admin: person.isAdmin,
    is_owner: person.isOwner,
    is_primary_owner: person.isPrimaryOwner,
    is_restricted: person.isRestricted,
    is_ultra_restricted: person.isUltraRestricted,
  };
}

/** Seconds east of UTC at the practice clock's now. */
function zoneOffset(world: World, zone: string): number {
  const now = new Date(world.clock.now());
  const name = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(now)
    .find((part) => part.type === 'timeZoneName')?.value;
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '');
  if (!match) return 0;
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60;
  return match[1] === '-' ? -seconds : seconds;
}
