import { documented } from './errors.ts';
import type { Trigger, World } from './world.ts';

/** Documented: a trigger_id lives three seconds. */
const TRIGGER_LIFE_MS = 3000;
/** Third-party: five uses within half an hour. */
export const RESPONSE_URL_USES = 5;
export const RESPONSE_URL_LIFE_MS = 30 * 60 * 1000;

export function newTrigger(world: World, user: string, viewId: string | null = null): string {
  const id = world.ids.trigger();
  world.triggers.set(id, { user, at: world.clock.now(), used: false, viewId });
  return id;
}

/** Documented codes for triggers that never were, are used up, or too old. */
export function requireTrigger(world: World, id: string): Trigger {
  const trigger = world.triggers.get(id);
  if (!trigger) throw documented('invalid_trigger_id');
  // Documented by its error code; that one use is the limit is unconfirmed, so we take the stricter.
  if (trigger.used) throw documented('exchanged_trigger_id');
  if (world.clock.now() - trigger.at > TRIGGER_LIFE_MS) throw documented('expired_trigger_id');
  return trigger;
}

export function useTrigger(world: World, id: string): void {
  requireTrigger(world, id).used = true;
}

export function newResponseUrl(
  world: World,
  about: { user: string; channel: string; source?: { ts: string; ephemeral: boolean } },
): string {
  const id = world.ids.secret();
  world.responseUrls.set(id, {
    user: about.user,
    channel: about.channel,
    at: world.clock.now(),
    uses: 0,
    source: about.source ?? null,
  });
  return `${world.publicUrl}/response/${id}`;
}
