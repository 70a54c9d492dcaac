import { canEver } from '../crm/access/rules.ts';
import type { Asker } from '../crm/access/store.ts';
import { withoutMerged } from '../crm/access/usecases/merged.ts';
import { type Messages, words } from '../i18n/words.ts';
import { type Locale, localeOf } from '../lib/locale.ts';
import { Refusal, Refusals } from '../lib/refusal.ts';
import { answer, answerTrouble, type Door } from './answer.ts';
import type { Place, Scene } from './doing.ts';
import type { Edge } from './edge.ts';
import { type Trouble, troubleOf } from './errors.ts';
import type { Routed } from './route.ts';
import { type Caller, requireAsker } from './who.ts';

/** One thing that arrived from Slack, whatever kind it is. */
export interface Delivery {
  /** Inbox key: the same for a repeated delivery, so that its effect happens once. */
  key: string | null;
  caller: Caller;
  place: Place;
  door: Door;
  /** Which doing is asked for and with what input; called once the person is known. */
  route(scene: Scene): Routed;
}

/** Slack waits three seconds; what takes longer is acknowledged first and answered later. */
const ACK_AT_LATEST_MS = 2_300;

/** The five steps of every delivery: who → may they → valid input → do it → say so. */
export async function deliver(edge: Edge, delivery: Delivery): Promise<void> {
  const { door } = delivery;
  const late = door.isSubmission ? undefined : setTimeout(() => void door.ack(), ACK_AT_LATEST_MS);
  let locale: Locale = 'en';
  let slip: string | null = null;
  let asking: Scene | null = null;
  try {
    const asker = await requireAsker(edge, delivery.caller);
    locale = asker.actor.locale;
    const scene = sceneOf(edge, delivery, asker);
    asking = scene;
    const routed = delivery.route(scene);
    slip = routed.slip ?? null;
    await answer(door, await perform({ ...scene, slip }, routed));
    await afterwards(edge, scene, delivery);
  } catch (error) {
    const w = words(await localeFor(edge, delivery, error, locale));
    const told = asking ? await withoutMerged(asking, error) : error;
    const trouble = troubleOf(told, w, { log: edge.log, kind: delivery.place.from });
    await answerTrouble(door, withSlip(trouble, slip, w), w);
  } finally {
    clearTimeout(late);
  }
}

/** The use-case context plus the person's words and place. */
export function sceneOf(
  edge: Edge,
  delivery: Pick<Delivery, 'key' | 'place'>,
  { actor, now, settings }: Asker,
): Scene {
  const scene: Scene = {
    db: edge.db,
    keys: edge.keys,
    actor,
    ...(delivery.key && { delivery: delivery.key }),
    course: { transactions: 0, now },
    rules: settings,
    w: words(actor.locale, settings.stages),
    place: delivery.place,
    slip: null,
    command: (name) => `/${edge.prefix}${name}`,
    commands: [...edge.commands.values()],
    directory: edge.directory,
    files: edge.files,
    permalink: async (channel, ts) => {
      const found = await edge.client.chat
        .getPermalink({ channel, message_ts: ts })
        .catch(() => null);
      return found?.permalink ?? null;
    },
    ask: (id, input) => perform(scene, { doing: edge.doings.get(id), input }),
    health: edge.health,
    model: edge.model,
  };
  return scene;
}

/** What could not be done with a line may have been a subcommand with a slip in it. */
const withSlip = (trouble: Trouble, slip: string | null, w: Messages): Trouble =>
  slip ? { ...trouble, line: `${trouble.line}\n${w.common.nearest({ word: slip })}` } : trouble;

async function perform(scene: Scene, { doing, input }: Routed) {
  if (!doing) throw new Refusal('unknownDoing');
  if (!canEver(scene.actor, doing.can)) throw new Refusal('notForRole');
  const parsed = doing.input.safeParse(input);
  if (!parsed.success) {
    throw new Refusals(
      parsed.error.issues.map(
        (issue) => new Refusal('badInput', {}, String(issue.path.at(-1) ?? '')),
      ),
    );
  }
  return doing.run(scene, parsed.data);
}

/** After anything that wrote: due messages leave at once, and the person's home tab shows it. */
async function afterwards(edge: Edge, scene: Scene, { place }: Delivery): Promise<void> {
  if (scene.course?.transactions === 0) return;
  edge.wake();
  try {
    await publishHome(edge, scene);
  } catch (error) {
    // The doing is done and said; a home tab that lags is refreshed when it is opened.
    edge.log.warn(
      'request.failed',
      { doing: 'home', kind: place.from, member: scene.actor.id },
      error,
    );
  }
}

/** Publishes the person's home tab as it is now. */
export async function publishHome(edge: Edge, scene: Scene): Promise<void> {
  await edge.client.views.publish({
    user_id: scene.actor.slackUserId,
    view: await edge.home(scene),
  });
}

/** A stranger has no member row to tell their language; Slack's profile knows it. */
async function localeFor(
  edge: Edge,
  delivery: Delivery,
  error: unknown,
  known: Locale,
): Promise<Locale> {
  const unknownPerson =
    error instanceof Refusal && ['stranger', 'connectedWorkspace'].includes(error.code);
  if (!unknownPerson) return known;
  const profile = await edge.client.users
    .info({ user: delivery.caller.userId, include_locale: true })
    .catch(() => null);
  return localeOf(profile?.user?.locale ?? 'en');
}
