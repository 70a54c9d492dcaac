import { read, transact } from '../../../db/transact.ts';
import type { Locale } from '../../../lib/locale.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { requirePermission } from '../rules.ts';
import { findMember, type Member, type NudgeTarget, saveMember } from '../store.ts';

/** What a member decides for themselves. */
export interface Preferences {
  /** null follows Slack's language. */
  locale: Locale | null;
  /** IANA zone; null follows Slack's, which the next reading of the profile brings. */
  zone: string | null;
  nudgeTarget: NudgeTarget;
  /** Slack channel, when nudges go to a channel of one's own. */
  ownChannelId: string | null;
}

/** The person's own preferences as they are. */
export async function getPreferences(ctx: Ctx): Promise<Member> {
  requirePermission(ctx.actor, 'preference:change', { repId: ctx.actor.id });
  return read(ctx, async ({ db }) => {
    const member = await findMember(db, ctx.actor.id);
    if (!member) throw new Refusal('stranger');
    return member;
  });
}

/** Saves the person's own language, zone and place of nudges. */
export async function changePreferences(
  ctx: Ctx,
  wanted: Preferences,
): Promise<{ locale: Locale | null }> {
  const { actor } = ctx;
  requirePermission(actor, 'preference:change', { repId: actor.id });
  if (wanted.zone !== null) requireZone(wanted.zone);
  if (wanted.nudgeTarget === 'own' && !wanted.ownChannelId)
    throw new Refusal('ownChannelMissing', {}, 'ownChannel');
  return transact(ctx, async (work) => {
    const { locale, nudgeTarget, ownChannelId, zone } = wanted;
    await saveMember(
      work.tx,
      { ...actor, now: work.now },
      {
        locale,
        nudgeTarget,
        ownChannelId,
        zoneChosen: zone !== null,
        ...(zone !== null && { zone }),
        // Following Slack again: the stale profile is read anew soon.
        ...(zone === null && { profileAt: null }),
      },
    );
    audit(work, {
      actor,
      action: 'member.preferences',
      subject: { kind: 'member', id: actor.id },
      details: { new: { locale, zone, nudgeTarget, ownChannelId } },
    });
    return { locale };
  });
}

/** Throws unless this machine knows the IANA zone. */
export function requireZone(zone: string, field = 'zone'): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw new Refusal('zoneUnknown', { zone }, field);
  }
}
