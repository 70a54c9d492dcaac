import { channelObject } from '../channels.ts';
import { documented } from '../errors.ts';
import { userObject } from '../people.ts';
import type { Bag } from '../types.ts';
import type { World } from '../world.ts';
import type { Args } from './args.ts';
import { listVisible } from './conversations.ts';
import { type Methods, page } from './method.ts';

export const users: Methods = {
  'users.info': { scopes: ['users:read'], run: info },
  'users.list': { scopes: ['users:read'], run: list },
  'users.lookupByEmail': { scopes: ['users:read.email'], run: lookupByEmail },
  'users.conversations': { run: conversations },
  'usergroups.list': { scopes: ['usergroups:read'], run: listGroups },
  'usergroups.users.list': { scopes: ['usergroups:read'], run: listGroupUsers },
};

function info(world: World, args: Args): Bag {
  const person = world.people.get(args.required('user'));
  if (!person) throw documented('user_not_found');
  return { user: userObject(world, person, args.flag('include_locale')) };
}

function list(world: World, args: Args): Bag {
  const { items, next } = page([...world.people.values()], args, 1000);
  return {
    members: items.map((person) => userObject(world, person, args.flag('include_locale'))),
    cache_ts: world.clock.seconds(),
    response_metadata: { next_cursor: next },
  };
}

function lookupByEmail(world: World, args: Args): Bag {
  const email = args.required('email').toLowerCase();
  const person = [...world.people.values()].find(
    (p) => p.email.toLowerCase() === email && !p.deleted && !p.isBot,
  );
  if (!person) throw documented('users_not_found');
  return { user: userObject(world, person, false) };
}

function conversations(world: World, args: Args): Bag {
  const user = args.str('user') || world.botUser;
  const { items, next } = page(
    listVisible(world, args).filter((channel) => channel.members.has(user)),
    args,
  );
  return {
    channels: items.map((channel) => channelObject(world, channel)),
    response_metadata: { next_cursor: next },
  };
}

function listGroups(world: World, args: Args): Bag {
  return {
    usergroups: world.groups.map((group) => ({
      id: group.id,
      team_id: world.team.id,
      is_usergroup: true,
      name: group.name,
      handle: group.handle,
      date_delete: 0,
      user_count: group.users.length,
      ...(args.flag('include_users') ? { users: group.users } : {}),
    })),
  };
}

function listGroupUsers(world: World, args: Args): Bag {
  const group = world.groups.find((g) => g.id === args.required('usergroup'));
  if (!group) throw documented('no_such_subteam');
  return { users: group.users };
}
