import type { Scene, Subcommand } from '../../bot/doing.ts';

/** A command as it was written in a message. */
export interface Written {
  doing: string;
  input: Record<string, unknown>;
  /** What stood after the command's own words. */
  rest: string;
  /** As help would write it: `/customer pool`. */
  said: string;
}

/** Chinese keyboards make ／ and 、 of the key that carries the slash. */
const SLASH = /^[/／、]\s*/u;

/** The text without the slash a command begins with, whichever key made it. */
export const withoutSlash = (text: string): string => text.replace(SLASH, '').trim();

/**
 * The command a message is: with any slash or none, by the command's name or by a subcommand's word in
 * either language. A word that takes nothing after it is one only by itself; 登记王女士 needs no blank.
 */
export function findCommand(scene: Scene, text: string): Written | null {
  const typed = withoutSlash(text);
  const [first = ''] = typed.split(/\s+/u, 1);
  const rest = typed.slice(first.length).trim();
  const word = first.toLowerCase();
  const named = scene.commands.find(
    ({ name }) => name === word || scene.command(name) === `/${word}`,
  );
  if (named) {
    const [sub = ''] = rest.split(/\s+/u, 1);
    const chosen = named.subcommands.find(({ words }) => words.includes(sub.toLowerCase()));
    const after = chosen ? rest.slice(sub.length).trim() : rest;
    return written(scene, chosen ?? named.fallback, after, `${scene.command(named.name)} ${rest}`);
  }
  for (const command of scene.commands) {
    const chosen = command.subcommands.find((one) => fits(one, scene, word, rest));
    if (chosen) return written(scene, chosen, rest, `${scene.command(command.name)} ${typed}`);
  }
  return findGlued(scene, typed);
}

function written(
  scene: Scene,
  { doing, parse }: Pick<Subcommand, 'doing' | 'parse'>,
  rest: string,
  said: string,
): Written {
  return { doing, input: { ...(parse(rest, scene) as object) }, rest, said: said.trim() };
}

function fits(one: Subcommand, scene: Scene, word: string, rest: string): boolean {
  return one.words.includes(word) && (rest === '' || takesText(one, scene));
}

const takesText = ({ parse }: Subcommand, scene: Scene): boolean =>
  JSON.stringify(parse('x', scene)) !== JSON.stringify(parse('', scene));

/** 登记王女士 138…: a word of at least two characters, and what follows it. */
function findGlued(scene: Scene, typed: string): Written | null {
  for (const command of scene.commands) {
    for (const one of command.subcommands) {
      const word = one.words.find(
        (said) => /^\p{Script=Han}{2,}$/u.test(said) && typed.startsWith(said),
      );
      if (!word || !takesText(one, scene)) continue;
      const rest = typed.slice(word.length).replace(/^[\s:：,，]+/u, '');
      return written(scene, one, rest, `${scene.command(command.name)} ${word} ${rest}`);
    }
  }
  return null;
}
