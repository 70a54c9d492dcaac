import type { Messages } from '../../../i18n/words.ts';
import { button } from '../../blocks.ts';

/** What a reminder of a viewing offers: before it, look it up or change it; after it, what came of it. */
export function viewingButtons(
  w: Messages,
  { why, viewingId, nth }: { why: string; viewingId: string; nth: string },
) {
  const words = w.viewings;
  if (why === 'viewingAsk') {
    return [
      button(words.came, 'viewing.record', { viewingId }, { style: 'primary', nth }),
      button(words.missed, 'viewing.missed', { viewingId }, { nth }),
      button(words.move, 'viewing.move', { viewingId }, { nth }),
    ];
  }
  return [
    button(words.show, 'viewing.show', { viewingId }, { style: 'primary', nth }),
    button(words.move, 'viewing.move', { viewingId }, { nth }),
    button(words.cancelIt, 'viewing.cancel', { viewingId }, { nth }),
  ];
}
