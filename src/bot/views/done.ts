import {
  type AnyBlock,
  actions,
  type Block,
  button,
  type ModalView,
  modal,
  section,
} from '../blocks.ts';
import type { Scene } from '../doing.ts';

type Button = ReturnType<typeof button>;

/** What was done, said to the person: one line, what follows from it, and the way back. Our own mrkdwn. */
export interface Done {
  text: string;
  notes?: string[];
  undoId?: string;
  buttons?: Button[];
}

/** The lines and buttons of something done. */
export function doneBlocks(scene: Scene, done: Done): AnyBlock[] {
  const { notes = [], undoId, buttons = [] } = done;
  const undo = undoId ? [button(scene.w.common.undo, 'undo', { undoId })] : [];
  const all = [...buttons, ...undo];
  return [section([done.text, ...notes].join('\n')), ...(all.length > 0 ? [actions(...all)] : [])];
}

/** The same as plain text, for places that show no blocks. */
export const doneText = ({ text, notes = [] }: Done): string => [text, ...notes].join('\n');

/** A small modal that says what was done. */
export function doneModal(scene: Scene, title: string, done: Done): ModalView {
  return modal({
    id: 'done',
    title,
    close: scene.w.common.close,
    blocks: doneBlocks(scene, done),
  });
}

/** A view with what was just done on top of it. */
export function withDone(scene: Scene, view: ModalView, done: Done): ModalView {
  const blocks: Block[] = [
    ...(doneBlocks(scene, done) as Block[]),
    { type: 'divider' },
    ...view.blocks,
  ];
  return { ...view, blocks: blocks.slice(0, 100) as ModalView['blocks'] };
}
