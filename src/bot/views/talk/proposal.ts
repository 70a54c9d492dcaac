import { type AnyBlock, actions, button, context, section } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';

/** What the bot understood, before anything is done: our own mrkdwn. */
export interface Understood {
  text: string;
  /** Smaller lines beneath. */
  notes?: string[];
}

/** A card that asks: what was understood, a button for each choice (the first one leads), and cancel. */
export function proposalBlocks(
  scene: Scene,
  card: Understood,
  ask: { proposal: string; labels: string[] },
): AnyBlock[] {
  const { proposal, labels } = ask;
  const notes = card.notes ?? [];
  return [
    section(card.text),
    ...(notes.length > 0 ? [context(...notes)] : []),
    actions(
      ...labels.map((label, nth) =>
        button(
          label,
          'talk.take',
          { proposal, choice: nth },
          { nth: String(nth), ...(nth === 0 && { style: 'primary' }) },
        ),
      ),
      button(scene.w.common.cancel, 'talk.drop', { proposal }),
    ),
  ];
}
