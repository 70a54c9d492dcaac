import type {
  Block,
  Button,
  ConfirmationDialog,
  HomeView,
  KnownBlock,
  ModalView,
  MrkdwnElement,
  Overflow,
  PlainTextElement,
} from '@slack/types';
import { escapeMrkdwn, truncate } from '../lib/slack-text.ts';

export type { Block, HomeView, KnownBlock, ModalView } from '@slack/types';

/** Native chart of the platform; not yet in the SDK's types. Limits: title 50, labels 20, ≤ 6 series or segments, ≤ 20 points. */
export interface ChartBlock extends Block {
  type: 'data_visualization';
  title: string;
  chart:
    | { type: 'pie'; segments: { label: string; value: number }[] }
    | {
        type: 'bar' | 'line' | 'area';
        series: { name: string; data: { label: string; value: number }[] }[];
        axis_config: { categories: string[]; x_label?: string; y_label?: string };
      };
}

export type AnyBlock = KnownBlock | ChartBlock;

/** Plain text, cut to Slack's limit for the place it stands in. */
export const text = (words: string, max = 3000): PlainTextElement => ({
  type: 'plain_text',
  text: truncate(words, max),
  emoji: true,
});

/** Markdown of our own making: callers escape what people typed with `esc`. `verbatim` stops Slack from linking by itself. */
export const md = (words: string): MrkdwnElement => ({
  type: 'mrkdwn',
  text: truncate(words, 3000),
  verbatim: true,
});

/** Text that people typed, made harmless for mrkdwn. */
export const esc = escapeMrkdwn;

/** A paragraph of mrkdwn, with a button or a menu beside it. */
export const section = (
  words: string,
  extra: { accessory?: Button | Overflow; id?: string } = {},
): KnownBlock => ({
  type: 'section',
  text: md(words),
  ...(extra.accessory && { accessory: extra.accessory }),
  ...(extra.id && { block_id: extra.id }),
});

/** A heading: plain text. */
export const header = (words: string): KnownBlock => ({ type: 'header', text: text(words, 150) });
/** Plain text in a block that is copied whole by a long press. */
export const copyable = (words: string): KnownBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: words }] }],
});

/** A line across. */
export const divider = (): KnownBlock => ({ type: 'divider' });
/** Small grey lines of mrkdwn. */
export const context = (...lines: string[]): KnownBlock => ({
  type: 'context',
  elements: lines.slice(0, 10).map(md),
});

/**
 * A button that asks for a doing: `id` is the doing's id, `input` its input. The input comes back from
 * the client, so the doing checks it like anything typed.
 */
export function button(
  label: string,
  id: string,
  input: Record<string, unknown> = {},
  extra: { style?: 'primary' | 'danger'; confirm?: ConfirmationDialog; nth?: string } = {},
): Button {
  return {
    type: 'button',
    text: text(label, 75),
    // Slack wants an action id once per block; `nth` tells two buttons of one doing apart.
    action_id: extra.nth ? `${id}#${extra.nth}` : id,
    value: JSON.stringify(input),
    ...(extra.style && { style: extra.style }),
    ...(extra.confirm && { confirm: extra.confirm }),
  };
}

/** Up to 25 buttons in a row; on a phone they wrap. */
export const actions = (...elements: Button[]): KnownBlock => ({ type: 'actions', elements });

/** A choice of an overflow or select: `doing arg arg`, at most 75 characters. */
export const choice = (label: string, id: string, ...args: string[]) => ({
  text: text(label, 75),
  value: [id, ...args].join(' '),
});

/** The ⋯ menu: at most five choices. */
export const overflow = (nth: string, options: ReturnType<typeof choice>[]): Overflow => ({
  type: 'overflow',
  action_id: `choose#${nth}`,
  options,
});

/** "Are you sure?" before something that is not easily taken back. */
export const confirm = (
  title: string,
  words: string,
  yes: string,
  no: string,
): ConfirmationDialog => ({
  title: text(title, 100),
  text: text(words, 300),
  confirm: text(yes, 30),
  deny: text(no, 30),
});

/** A modal. `id` is the doing that its submit asks for (or that a plain card belongs to); `memo` travels with it. */
export function modal(view: {
  id: string;
  title: string;
  blocks: AnyBlock[];
  close: string;
  submit?: string;
  memo?: Record<string, unknown>;
  notifyOnClose?: boolean;
}): ModalView {
  return {
    type: 'modal',
    callback_id: view.id,
    title: text(view.title, 24),
    close: text(view.close, 24),
    ...(view.submit && { submit: text(view.submit, 24) }),
    blocks: view.blocks.slice(0, 100) as KnownBlock[],
    private_metadata: JSON.stringify(view.memo ?? {}),
    ...(view.notifyOnClose && { notify_on_close: true }),
  };
}

/** What a modal is called that only leads on. */
const MENU = 'menu';

/** A modal of buttons and nothing else: what its button opens takes its place, so that the stack stays flat. */
export const menu = (view: { title: string; blocks: AnyBlock[]; close: string }): ModalView =>
  modal({ id: MENU, ...view });

/** Whether a view that was sent back is such a menu. */
export const isMenu = (view: { callback_id?: string }): boolean => view.callback_id === MENU;

/** The home tab. Slack draws at most 100 blocks. */
export const homeTab = (blocks: AnyBlock[]): HomeView => ({
  type: 'home',
  blocks: blocks.slice(0, 100) as KnownBlock[],
});
