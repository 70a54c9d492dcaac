/** The languages of the office. */
export type Locale = 'zh' | 'en';

/** Which of our languages a Slack locale (`zh-CN`, `en-GB`, …) speaks; anything but Chinese reads English. */
export function localeOf(slackLocale: string): Locale {
  return slackLocale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
