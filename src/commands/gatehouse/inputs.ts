import { z } from 'zod';
import type { Locale } from '../../lib/locale.ts';

/** A language of ours, or Slack's. */
export const languageWithSlack = z.enum(['slack', 'zh', 'en']);

/** The chosen language; null follows Slack's. */
export const chosenLocale = (language: z.infer<typeof languageWithSlack>): Locale | null =>
  language === 'slack' ? null : language;

/** Text that may be left empty. */
export const emptyable = z
  .string()
  .nullish()
  .transform((text) => text?.trim() || null);
