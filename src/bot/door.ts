import type { Door } from './answer.ts';
import { type AnyBlock, isMenu } from './blocks.ts';
import type { Edge } from './edge.ts';
import type { Payload } from './payload.ts';

/** What of a payload the ways of answering need. */
export interface DoorParts {
  ack: Payload;
  respond?: Payload;
  triggerId: string | null;
  view?: Payload;
  isSubmission?: boolean;
  userId: string;
  /** The message that is answered, where one was written: its place, and whether others read there. */
  said?: { channel: string; threadTs: string | null; isShared: boolean };
  /** Whether a button of a message was pressed, which the answer may replace. */
  onMessage?: boolean;
}

/** The ways Slack offers to answer a payload; what was acknowledged is not acknowledged again. */
export function openDoor(edge: Edge, parts: DoorParts): Door {
  let acked = false;
  return {
    edge,
    triggerId: parts.triggerId,
    view: parts.view
      ? {
          id: parts.view.id,
          previousId: parts.view.previous_view_id ?? null,
          isDeep: isThird(parts.view),
          isMenu: isMenu(parts.view),
          blocks: parts.view.blocks,
        }
      : null,
    isSubmission: parts.isSubmission ?? false,
    async ack(payload) {
      if (acked) return;
      acked = true;
      await parts.ack(payload);
    },
    async whisper({ text, blocks, spare }) {
      try {
        await whisper(edge, parts, text, blocks);
      } catch (error) {
        if (!spare || !isRefused(error)) throw error;
        await whisper(edge, parts, text, spare);
      }
    },
    async rewrite({ text, blocks }) {
      if (!parts.respond || !parts.onMessage) return whisper(edge, parts, text, blocks);
      await parts.respond({
        text,
        ...(blocks && { blocks: blocks as Payload }),
        replace_original: true,
      });
    },
  };
}

/** Slack keeps three modals on each other. */
function isThird({ previous_view_id: previous, root_view_id: root }: Payload): boolean {
  return Boolean(previous) && previous !== root;
}

async function whisper(
  edge: Edge,
  parts: DoorParts,
  text: string,
  blocks: AnyBlock[] | undefined,
): Promise<void> {
  const message = { text, ...(blocks && { blocks: blocks as Payload }) };
  if (parts.respond) {
    await parts.respond({ ...message, response_type: 'ephemeral', replace_original: false });
    return;
  }
  if (parts.said) return answerSaid(edge, parts.userId, parts.said, message);
  // Modals and the home tab have no channel to whisper in: the person's own DM is the private place.
  const dm = await edge.client.conversations.open({ users: parts.userId });
  await edge.client.chat.postMessage({ channel: dm.channel!.id!, ...message });
}

/** In the DM for all to stay; in a channel for the person's eyes only. A reply in a thread stays there. */
async function answerSaid(
  edge: Edge,
  user: string,
  said: NonNullable<DoorParts['said']>,
  message: { text: string; blocks?: Payload },
): Promise<void> {
  const { channel, threadTs, isShared } = said;
  const answer = { channel, ...message, ...(threadTs && { thread_ts: threadTs }) };
  await (isShared
    ? edge.client.chat.postEphemeral({ ...answer, user })
    : edge.client.chat.postMessage(answer));
}

/** Slack answered, and said no: nothing was shown. */
function isRefused(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'slack_bolt_respond_error' || code === 'slack_webapi_platform_error';
}
