import type { AnyBlock, ModalView } from './blocks.ts';

/** A short acknowledgement, seen by one person, that can be lost without harm. */
export interface Line {
  text: string;
  blocks?: AnyBlock[];
  /** Said instead where Slack refuses `blocks`: native charts are not in every workspace yet. */
  spare?: AnyBlock[];
}

/**
 * What a doing answers; the edge says it.
 * - `modal`: a new modal, opened, or pushed on the one it was asked from; in the place of a menu, or of the third of a stack.
 * - `replace`: the modal it was asked from changes in place (or a new one opens where there is none).
 * - `back`: the modal closes and the one beneath shows `view` (or, with none beneath, it changes into it).
 * - `close`: the modal closes with its whole stack; `line` is said where the person is.
 * - `line`: one private line.
 * - `instead`: the message whose button was pressed says this now; elsewhere a private line. `view` opens beside it.
 * - `home`: nothing to say but the home tab, which is published again.
 */
export type Reply =
  | { show: 'modal'; view: ModalView }
  | { show: 'replace'; view: ModalView }
  | { show: 'back'; view: ModalView }
  | { show: 'close'; line?: Line }
  | { show: 'line'; line: Line }
  | { show: 'instead'; line: Line; view?: ModalView }
  | { show: 'home' }
  | { show: 'nothing' };

export const opens = (view: ModalView): Reply => ({ show: 'modal', view });
export const replaces = (view: ModalView): Reply => ({ show: 'replace', view });
export const goesBack = (view: ModalView): Reply => ({ show: 'back', view });
export const closes = (line?: Line): Reply => (line ? { show: 'close', line } : { show: 'close' });
export const says = (text: string, blocks?: AnyBlock[], spare?: AnyBlock[]): Reply => ({
  show: 'line',
  line: { text, ...(blocks && { blocks }), ...(spare && { spare }) },
});
export const insteadSays = (line: Line, view?: ModalView): Reply => ({
  show: 'instead',
  line,
  ...(view && { view }),
});
export const nothing: Reply = { show: 'nothing' };
