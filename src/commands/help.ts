import { z } from 'zod';
import { type AnyBlock, actions, button, context, modal, section } from '../bot/blocks.ts';
import { type Command, doing, type Feature, type Scene } from '../bot/doing.ts';
import { opens, replaces } from '../bot/reply.ts';

/** What one can type after one command, or without a command how to just write. */
const showHelp = doing({
  id: 'help',
  can: 'help:read',
  input: z.object({ about: z.string().max(40).optional() }),
  async run(scene, { about }) {
    const command = scene.commands.find(({ name }) => name === about);
    return opens(command ? helpModal(scene, [command], 'help.all') : wholeHelp(scene));
  },
});

/** From the page of one command to all of them, in its place. */
const showAll = doing({
  id: 'help.all',
  can: 'help:read',
  input: z.object({}),
  async run(scene) {
    return replaces(wholeHelp(scene));
  },
});

const wholeHelp = (scene: Scene) => helpModal(scene, scene.commands);

/** Derived from the list of commands, with examples in the person's language; `more` leads to the whole. */
function helpModal(scene: Scene, commands: Command[], more?: 'help.all') {
  const { common, talk } = scene.w;
  const justWrite = section([`*${talk.help.title}*`, ...talk.help.lines].join('\n'));
  return modal({
    id: 'help.shown',
    title: common.help,
    close: common.close,
    blocks: [
      ...(more ? [] : [justWrite]),
      ...commands.map((command) => aboutCommand(scene, command)),
      context(common.privacy),
      ...(more ? [actions(button(talk.help.all, more))] : []),
    ],
  });
}

function aboutCommand(scene: Scene, command: Command): AnyBlock {
  const { title, lines } = command.help(scene.w);
  const name = scene.command(command.name);
  // Examples are written without the command itself, which may carry the office's prefix; the empty one is the bare command.
  const typed = (line: string) =>
    line.replace(/`([^`]*)`/, (_, example: string) => `\`${`${name} ${example}`.trim()}\``);
  return section(`*${title}*\n${lines.map(typed).join('\n')}`);
}

export const help: Feature = { doings: [showHelp, showAll] };
