import { z } from 'zod';
import { choice } from './rules-shapes.ts';

/** The office's rules of the reception: turns, duty, what is ticked off, and when a colleague receives. */
export const RECEPTION_SETTINGS = {
  /** Whether a rep who was asked for by name has used a turn. */
  askedUsesTurn: z.boolean().default(false),
  /** Whether a rep who was passed over is back at the same place; otherwise at the end. */
  skippedKeepsTurn: z.boolean().default(true),
  /** Whether duty ends by itself when work ends, so that everybody signs on again. */
  dutyEndsAtClose: z.boolean().default(true),
  /** What a rep ticks off while receiving a party (#20); a list of boxes has room for ten. */
  receptionChecklist: z
    .array(choice)
    .min(1)
    .max(10)
    .default([
      { key: 'greeting', zh: '问候', en: 'Greeting', aliases: [] },
      { key: 'model', zh: '沙盘', en: 'Site model', aliases: [] },
      { key: 'layouts', zh: '户型图', en: 'Floor plans', aliases: [] },
      { key: 'prices', zh: '价格表', en: 'Price list', aliases: [] },
    ]),
  /** Minutes an assigned rep has to answer before a colleague receives the customer. */
  courtesyWaitMinutes: z.number().int().min(1).max(120).default(5),
  /** Percent of a same-day deal that stays with the assigned rep when a colleague received. */
  courtesyShare: z.number().int().min(0).max(100).default(50),
} as const;
