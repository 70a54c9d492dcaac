import { z } from 'zod';
import { type AnyBlock, context, modal, section } from '../bot/blocks.ts';
import { type Command, doing, type Feature, type Scene } from '../bot/doing.ts';
import { opens } from '../bot/reply.ts';

/** What one can type, derived from the list of commands, with examples in the person's language. */
const showHelp = doing({
  id: 'help',
  can: 'help:read',
  input: z.object({}),
  async run(scene) {
    const { w } = scene;
    return opens(
      modal({
        id: 'help.shown',
        title: w.common.help,
        close: w.common.close,
        blocks: [
          ...scene.commands.map((command) => aboutCommand(scene, command)),
          context(w.common.privacy),
        ],
      }),
    );
  },
});

function aboutCommand(scene: Scene, command: Command): AnyBlock {
  const { title, lines } = command.help(scene.w);
  const name = scene.command(command.name);
  // Examples are written without the command itself, which may carry the office's prefix; the empty one is the bare command.
  const typed = (line: string) =>
    line.replace(/`([^`]*)`/, (_, example: string) => `\`${`${name} ${example}`.trim()}\``);
  return section(`*${title}*\n${lines.map(typed).join('\n')}`);
}

export const help: Feature = { doings: [showHelp] };
