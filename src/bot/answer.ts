import type { Messages } from '../i18n/words.ts';
import { type AnyBlock, actions, button, type ModalView, modal, section } from './blocks.ts';
import type { Edge } from './edge.ts';
import type { Trouble } from './errors.ts';
import { blockOf } from './form-values.ts';
import type { Line, Reply } from './reply.ts';

/** The ways Slack offers to answer one delivery. */
export interface Door {
  edge: Edge;
  /** Acknowledges; `payload` is a view's response_action. Later calls do nothing. */
  ack(payload?: Record<string, unknown>): Promise<void>;
  triggerId: string | null;
  /** The modal the delivery came from, the one beneath it, and its blocks to find a field's place. */
  view: {
    id: string;
    previousId: string | null;
    /** It is the third of its stack: nothing can be opened on it. */
    isDeep: boolean;
    /** It only leads on. */
    isMenu: boolean;
    blocks: { type: string; block_id?: string }[];
  } | null;
  isSubmission: boolean;
  /** Says a private line where the person is. */
  whisper(line: Line): Promise<void>;
  /** Changes the message the button was on into this line; a private line where there is none. */
  rewrite(line: Line): Promise<void>;
}

/** Says a reply through the door it was asked at. */
export async function answer(door: Door, reply: Reply): Promise<void> {
  switch (reply.show) {
    case 'modal':
      return door.view?.isDeep || door.view?.isMenu
        ? replaceModal(door, door.view.id, reply.view)
        : showModal(door, reply.view);
    case 'replace':
      return door.view ? replaceModal(door, door.view.id, reply.view) : showModal(door, reply.view);
    case 'back':
      return goBack(door, reply.view);
    case 'close':
      await door.ack(door.isSubmission ? { response_action: 'clear' } : undefined);
      if (reply.line) await door.whisper(reply.line);
      return;
    case 'line':
      await door.ack();
      return door.whisper(reply.line);
    case 'instead':
      await (reply.view ? showModal(door, reply.view) : door.ack());
      return door.rewrite(reply.line);
    default:
      return door.ack();
  }
}

/** Says what went wrong: under its field, in the modal, or as a private line. What was typed stays. */
export async function answerTrouble(door: Door, trouble: Trouble, w: Messages): Promise<void> {
  if (!door.view) {
    await door.ack();
    return door.whisper({ text: trouble.line, ...(trouble.next && { blocks: said(trouble) }) });
  }
  if (!door.isSubmission) return notify(door, troubleModal(trouble, w));
  // On top of the form, so that what was typed can still be read.
  if (trouble.next && !door.view.isDeep) return showModal(door, troubleModal(trouble, w));
  const errors = placeErrors(door.view.blocks, trouble);
  await (Object.keys(errors).length > 0
    ? door.ack({ response_action: 'errors', errors })
    : door.ack({ response_action: 'update', view: troubleModal(trouble, w) }));
  const { line: text, offer } = trouble;
  if (offer) await door.whisper({ text, blocks: said({ ...trouble, next: offer }) });
}

/** Shows a notice over the modal; where nothing more can be opened, in its place. */
async function notify(door: Door, notice: ModalView): Promise<void> {
  return door.view?.isDeep ? replaceModal(door, door.view.id, notice) : showModal(door, notice);
}

/** Each sentence under its input; what belongs to none stands under the first one, so that the form stays open. */
function placeErrors(
  blocks: { type: string; block_id?: string }[],
  trouble: Trouble,
): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [field, sentence] of Object.entries(trouble.fields)) {
    const block = blockOf(blocks, field);
    if (block) errors[block] = sentence;
  }
  if (Object.keys(errors).length > 0) return errors;
  const first = blocks.find((block) => block.type === 'input')?.block_id;
  return first ? { [first]: trouble.line } : {};
}

async function showModal(door: Door, view: ModalView): Promise<void> {
  if (door.isSubmission) return door.ack({ response_action: 'push', view });
  await door.ack();
  if (!door.triggerId) return;
  const { views } = door.edge.client;
  await (door.view
    ? views.push({ trigger_id: door.triggerId, view })
    : views.open({ trigger_id: door.triggerId, view }));
}

async function goBack(door: Door, view: ModalView): Promise<void> {
  const beneath = door.view?.previousId;
  if (!door.isSubmission || !beneath) {
    return door.view ? replaceModal(door, door.view.id, view) : showModal(door, view);
  }
  await door.ack();
  await door.edge.client.views.update({ view_id: beneath, view });
}

async function replaceModal(door: Door, viewId: string, view: ModalView): Promise<void> {
  if (door.isSubmission) return door.ack({ response_action: 'update', view });
  await door.ack();
  await door.edge.client.views.update({ view_id: viewId, view });
}

function troubleModal(trouble: Trouble, w: Messages): ModalView {
  const { appName, close } = w.common;
  return modal({ id: 'common.notice', title: appName, close, blocks: said(trouble) });
}

/** What went wrong, and the button that leads on where there is one. */
function said({ line, next }: Trouble): AnyBlock[] {
  return [section(line), ...(next ? [actions(button(next.label, next.doing, next.input))] : [])];
}
