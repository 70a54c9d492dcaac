import { payloadName } from '../channels.ts';
import type { Bag, Channel, Person } from '../types.ts';
import type { World } from '../world.ts';

/** Parts that the payloads of all interactions share; shapes documented. */

export function teamPart(world: World): Bag {
  return { id: world.team.id, domain: world.team.domain };
}

/** People of connected workspaces carry their own team. */
export function userPart(person: Person): Bag {
  return { id: person.id, username: person.name, name: person.name, team_id: person.teamId };
}

export function channelPart(channel: Channel): Bag {
  return { id: channel.id, name: payloadName(channel) };
}

/** What every interactive payload starts with. The verification token is deprecated, yet always there. */
export function commonPart(world: World, person: Person): Bag {
  return {
    token: 'practice-verification-token',
    team: teamPart(world),
    user: userPart(person),
    api_app_id: world.appId,
    is_enterprise_install: false,
    enterprise: null,
  };
}

/** Seconds with microseconds, as in action_ts. */
export function actionTs(world: World): string {
  return (world.clock.now() / 1000).toFixed(6);
}
