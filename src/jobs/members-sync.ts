import type { Directory } from '../crm/access/profile.ts';
import {
  listMappedGroups,
  listUnreadProfiles,
  refreshProfile,
  syncGroups,
} from '../crm/access/usecases/index.ts';
import { businessNow, type TransactContext } from '../db/transact.ts';
import type { Job, Report } from './job.ts';

/** Profiles are read again once a day, a few per run, so that a large office does not hit Slack's limit. */
const STALE_AFTER_MS = 86_400_000;
const PROFILES_PER_RUN = 20;

/**
 * Keeps the members as Slack knows them: the mapped user groups, and profiles whose change was missed
 * (language, zone, guest, deactivated) while nobody was listening.
 */
export function membersSync(
  parts: TransactContext & { directory: Directory; report: Report },
): Job {
  return {
    id: 'members-sync',
    every: 300,
    async run() {
      await syncMapped(parts);
      await refreshStale(parts);
      return undefined;
    },
  };
}

/** A group Slack does not answer for is left out: nobody leaves because of a lost scope. */
async function syncMapped({
  directory,
  report,
  ...ctx
}: Parameters<typeof membersSync>[0]): Promise<void> {
  const groups = await listMappedGroups(ctx);
  if (groups.length === 0) return;
  const people = new Map<string, string[]>();
  for (const { groupId } of groups) {
    try {
      people.set(groupId, await directory.listGroup(groupId));
    } catch (error) {
      report.warn('job.failed', { job: 'members-sync' }, error);
    }
  }
  await syncGroups(ctx, { people, findProfile: (id) => directory.findProfile(id) });
}

async function refreshStale({
  directory,
  report: _,
  ...ctx
}: Parameters<typeof membersSync>[0]): Promise<void> {
  const before = new Date((await businessNow(ctx.db)).getTime() - STALE_AFTER_MS);
  for (const member of await listUnreadProfiles(ctx, before, PROFILES_PER_RUN)) {
    const profile = await directory.findProfile(member.slackUserId);
    if (profile) await refreshProfile(ctx, profile);
  }
}
