import { z } from 'zod';
import type { Locale } from '../../lib/locale.ts';

/** A language of ours, or Slack's. */
export const languageWithSlack = z.enum(['slack', 'zh', 'en']);

/** The chosen language; null follows Slack's. */
export const chosenLocale = (language: z.infer<typeof languageWithSlack>): Locale | null =>
  language === 'slack' ? null : language;

/** A channel of the workspace; a person's or a DM's id is none, nor is text that would act in mrkdwn. */
export const channelId = z
  .string()
  .regex(/^[CG][A-Z0-9_]{1,30}$/)
  .nullish()
  .transform((id) => id || null);

/** Text that may be left empty. */
export const emptyable = z
  .string()
  .nullish()
  .transform((text) => text?.trim() || null);
