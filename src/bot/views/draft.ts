import { formatTime } from '../../i18n/format.ts';
import { type AnyBlock, button, section } from '../blocks.ts';
import type { Scene } from '../doing.ts';

/** 继续上次填写 Continue: the offer of a form that was left half-filled at `savedAt`; `id` is the doing that fills it in. */
export function draftOffer(
  scene: Scene,
  savedAt: Date,
  id: string,
  input: Record<string, unknown> = {},
): AnyBlock {
  const { form } = scene.w.customers;
  const when = formatTime(savedAt, scene.actor.locale, scene.actor.zone);
  return section(form.draft({ when }), { accessory: button(form.resume, id, input) });
}
