import { blockOf } from './form.ts';
import { type AnyBlock, modal, type ModalView, section } from './blocks.ts';
import type { Edge } from './edge.ts';
import type { Trouble } from './errors.ts';
import type { Messages } from '../i18n/words.ts';
import type { Line, Reply } from './reply.ts';

/** The ways Slack offers to answer one delivery. */
export interface Door {
  edge: Edge;
  /** Acknowledges; `payload` is a view's response_action. Later calls do nothing. */
  ack(payload?: Record<string, unknown>): Promise<void>;
  triggerId: string | null;
  /** The modal the delivery came from: its id, and its blocks to find a field's place. */
  view: { id: string; blocks: { block_id?: string }[] } | null;
  isSubmission: boolean;
  /** Says a private line where the person is. */
  whisper(line: Line): Promise<void>;
}

/** Says a reply through the door it was asked at. */
export async function answer(door: Door, reply: Reply): Promise<void> {
  switch (reply.show) {
    case 'modal':
      return showModal(door, reply.view);
    case 'replace':
      return door.view ? replaceModal(door, door.view.id, reply.view) : showModal(door, reply.view);
    case 'close':
      await door.ack(door.isSubmission ? { response_action: 'clear' } : undefined);
      if (reply.line) await door.whisper(reply.line);
      return;
    case 'line':
      await door.ack();
      return door.whisper(reply.line);
    default:
      return door.ack();
  }
}

/** Says what went wrong: under its field, in the modal, or as a private line. What was typed stays. */
export async function answerTrouble(door: Door, trouble: Trouble, w: Messages): Promise<void> {
  if (!door.view) {
    await door.ack();
    return door.whisper({ text: trouble.line });
  }
  if (!door.isSubmission) {
    return showModal(door, troubleModal(trouble.line, w));
  }
  const errors: Record<string, string> = {};
  for (const [field, sentence] of Object.entries(trouble.fields)) {
    const block = blockOf(door.view.blocks, field);
    if (block) errors[block] = sentence;
  }
  if (Object.keys(errors).length > 0) return door.ack({ response_action: 'errors', errors });
  return door.ack({ response_action: 'push', view: troubleModal(trouble.line, w) });
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

async function replaceModal(door: Door, viewId: string, view: ModalView): Promise<void> {
  if (door.isSubmission) return door.ack({ response_action: 'update', view });
  await door.ack();
  await door.edge.client.views.update({ view_id: viewId, view });
}

function troubleModal(line: string, w: Messages): ModalView {
  const blocks: AnyBlock[] = [section(line)];
  return modal({ id: 'common.notice', title: w.common.appName, close: w.common.close, blocks });
}
