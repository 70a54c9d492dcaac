import { bag, str } from '../bags.ts';
import { payloadName } from '../channels.ts';
import { type Delivery, deliver } from '../delivery.ts';
import { ActError, SlackError } from '../errors.ts';
import { requirePerson } from '../people.ts';
import { postResponse } from '../responding.ts';
import { newResponseUrl, newTrigger } from '../triggers.ts';
import type { Bag, Channel } from '../types.ts';
import type { World } from '../world.ts';
import { asSent } from './typed.ts';

/** A channel a person may act in: they are in it, or it is public. */
export function requireActable(world: World, user: string, id: string): Channel {
  requirePerson(world, user);
  const channel = world.channels.get(id);
  if (!channel) throw new ActError('unknown_channel', `There is no channel ${id}.`);
  if (channel.members.has(user)) return channel;
  throw new ActError('not_in_channel', `${user} is not in ${channel.name || channel.id}.`);
}

/** A person sends a slash command. `text` may also be part of `command`, as it was typed. */
export async function sendCommand(
  world: World,
  act: { user: string; channel: string; command: string; text?: string; threadTs?: string },
): Promise<Delivery> {
  const person = requirePerson(world, act.user);
  const channel = requireActable(world, act.user, act.channel);
  const [name = '', ...rest] = act.command.trim().split(/\s+/);
  const text = [...rest, ...(act.text ? [act.text] : [])].join(' ');
  const command = world.manifest.commands.find((known) => known.command === name);
  if (!command) throw new ActError('unknown_command', `${name} is not a command of the manifest.`);
  // Documented: a developer's slash command cannot be used in a thread.
  if (act.threadTs) throw new ActError('bad_request', 'Slash commands cannot be used in threads.');
  const known = { people: world.people.values(), channels: world.channels.values() };
  const payload: Bag = {
    token: 'practice-verification-token',
    team_id: person.teamId,
    team_domain: world.team.domain,
    channel_id: channel.id,
    channel_name: payloadName(channel),
    user_id: person.id,
    user_name: person.name,
    command: name,
    text: asSent(text, known, { mentions: command.should_escape }),
    api_app_id: world.appId,
    is_enterprise_install: 'false',
    response_url: newResponseUrl(world, { user: person.id, channel: channel.id }),
    trigger_id: newTrigger(world, person.id),
  };
  const delivery = await deliver(world, {
    type: 'slash_commands',
    payload,
    name,
    user: person.id,
    kind: 'command',
  });
  if (delivery.response) answerInChannel(world, payload, bag(delivery.response));
  return delivery;
}

/** The body of an ack is a message, ephemeral unless it says otherwise. One that Slack refuses is not shown. */
function answerInChannel(world: World, payload: Bag, body: Bag): void {
  const target = { user: str(payload.user_id), channel: str(payload.channel_id), source: null };
  try {
    postResponse(world, target, body);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const name = str(payload.command);
    const rule = error.rule ?? error.error;
    world.traffic.add({
      kind: 'rule',
      name,
      ok: false,
      error: error.error,
      rule,
      evidence: 'documented',
    });
    world.notify({ user: target.user, kind: 'command', error: error.error, text: rule });
  }
}
