import type { App } from '@slack/bolt';
import { refreshProfile } from '../crm/access/usecases/index.ts';
import { refusalSentence, words } from '../i18n/words.ts';
import { localeOf } from '../lib/locale.ts';
import { Refusal } from '../lib/refusal.ts';
import { esc, homeTab, section } from './blocks.ts';
import type { Edge } from './edge.ts';

/** Slack says that a person changed: language, zone, and above all whether they still belong here. */
export function listenToPeople(app: App, edge: Edge): void {
  app.event('user_change', async ({ event }) => {
    if (typeof event.user?.id !== 'string') return;
    // The event carries no locale and may be old by now: the profile is read again.
    const profile = await edge.directory.findProfile(event.user.id);
    if (profile) await refreshProfile(edge, profile);
  });
}

/** Somebody who is no member opens the home tab: they read why it is empty, in their language. */
export async function welcomeNobody(edge: Edge, userId: string, refusal: unknown): Promise<null> {
  if (!(refusal instanceof Refusal)) throw refusal;
  const profile = await edge.directory.findProfile(userId).catch(() => null);
  const w = words(localeOf(profile?.slackLocale ?? 'en'));
  const view = homeTab([section(esc(refusalSentence(w, refusal)))]);
  await edge.client.views.publish({ user_id: userId, view });
  return null;
}
