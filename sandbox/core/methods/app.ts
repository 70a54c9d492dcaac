import { bag, bags } from '../bags.ts';
import type { Problem } from '../blocks/check.ts';
import { listBlockProblems, listViewProblems } from '../blocks/validate.ts';
import { documented, SlackError } from '../errors.ts';
import type { Bag } from '../types.ts';
import type { World } from '../world.ts';
import type { Args } from './args.ts';
import type { Methods } from './method.ts';

export const app: Methods = {
  'auth.test': { run: authTest },
  'team.info': { scopes: ['team:read'], run: teamInfo },
  'apps.connections.open': { token: 'app', run: openConnection },
  'blocks.validate': { run: validate },
};

function authTest(world: World): Bag {
  return {
    url: `https://${world.team.domain}.slack.com/`,
    team: world.team.name,
    user: world.bot.name,
    team_id: world.team.id,
    user_id: world.botUser,
    bot_id: world.botId,
    is_enterprise_install: false,
  };
}

function teamInfo(world: World): Bag {
  return {
    team: {
      id: world.team.id,
      name: world.team.name,
      domain: world.team.domain,
      email_domain: '',
      icon: {},
    },
  };
}

/** Documented: a fresh WebSocket address per call, good for one connection. */
function openConnection(world: World): Bag {
  const ticket = world.ids.secret();
  world.tickets.add(ticket);
  return { url: `${world.publicUrl.replace(/^http/, 'ws')}/socket/${ticket}` };
}

/** Documented: one of blocks, message, view; the problems come as pointers. */
function validate(_world: World, args: Args): Bag {
  const blocks = args.json('blocks');
  const message = args.json('message');
  const view = args.json('view');
  if (view !== undefined) return verdict('invalid_view', listViewProblems(view, ''));
  if (message !== undefined) {
    const attached = bags(bag(message).attachments).flatMap((attachment, index) =>
      attachment.blocks === undefined
        ? []
        : listBlockProblems(attachment.blocks, 'message', `/attachments/${index}/blocks`),
    );
    const own = bag(message).blocks;
    return verdict('invalid_message', [
      ...(own === undefined ? [] : listBlockProblems(own, 'message')),
      ...attached,
    ]);
  }
  if (blocks === undefined)
    throw documented('invalid_arguments', 'one of blocks, message or view is needed');
  return verdict('invalid_blocks', listBlockProblems(blocks, 'message', ''));
}

function verdict(code: string, problems: Problem[]): Bag {
  if (problems.length > 0)
    throw new SlackError(code, { evidence: 'documented', extra: { errors: problems } });
  return {};
}
