import { type AnyBlock, actions, button, context } from '../blocks.ts';
import type { Scene } from '../doing.ts';

/** The shown part of a long list, and the buttons that turn its pages (none when it fits on one). */
export function listPage<T>(
  scene: Scene,
  list: { all: T[]; page: number; size: number; doing: string; input?: Record<string, unknown> },
): { shown: T[]; turns: AnyBlock[] } {
  const { w } = scene;
  const pages = Math.max(1, Math.ceil(list.all.length / list.size));
  const page = Math.min(Math.max(0, list.page), pages - 1);
  const shown = list.all.slice(page * list.size, (page + 1) * list.size);
  if (pages === 1) return { shown, turns: [] };
  const turn = (to: number, label: string, nth: string) =>
    button(label, list.doing, { ...list.input, page: to }, { nth });
  const buttons = [
    ...(page > 0 ? [turn(page - 1, w.common.previousPage, 'previous')] : []),
    ...(page < pages - 1 ? [turn(page + 1, w.common.nextPage, 'next')] : []),
  ];
  return { shown, turns: [context(w.common.page({ page: page + 1, pages })), actions(...buttons)] };
}
