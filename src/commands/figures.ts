import { z } from 'zod';
import { doing, type Feature } from '../bot/doing.ts';
import { opens, replaces } from '../bot/reply.ts';
import { figuresModal } from '../bot/views/figures/page.ts';
import { PAGE_KEYS, PERIOD_KEYS, readWish } from '../crm/figures/rules.ts';
import { readFigures } from '../crm/figures/usecases.ts';
import { Refusal } from '../lib/refusal.ts';

/** A page of the figures for a period. */
const show = doing({
  id: 'figures.show',
  can: 'digest:see',
  input: z.object({
    page: z.enum(PAGE_KEYS).default('rep'),
    period: z.enum(PERIOD_KEYS).default('quarter'),
  }),
  async run(scene, wish) {
    const view = figuresModal(scene, await readFigures(scene, wish));
    return scene.place.view?.callbackId === 'figures.page' ? replaces(view) : opens(view);
  },
});

/** 数据 `流失 本月`, `figures by source last month`. */
const ask = doing({
  id: 'figures.ask',
  can: 'digest:see',
  input: z.object({ text: z.string().max(200).default('') }),
  async run(scene, { text }) {
    const wish = readWish(text);
    if (!wish) throw new Refusal('figuresUnclear', { text: text.trim().slice(0, 60) });
    return opens(figuresModal(scene, await readFigures(scene, wish)));
  },
});

/** Conversion and time by stage, source and rep, lost reasons, skipped steps, care. Typed through `/digest`. */
export const figures: Feature = { doings: [show, ask] };
