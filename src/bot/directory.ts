import type { UsersInfoResponse, WebClient } from '@slack/web-api';
import type { Directory, PersonKind, Profile } from '../crm/access/profile.ts';
import { Refusal } from '../lib/refusal.ts';

/** Mapped groups are optional, and so is the scope they need. */
function groupRefused(error: { data?: { error?: string } }): never {
  const code = error.data?.error;
  if (code === 'missing_scope' || code === 'no_such_subteam') throw new Refusal('groupsUnreadable');
  throw error;
}

/** People's profiles in between a click and its answer: Slack gets this long, in ms, within the three seconds. */
const PATIENCE_MS = 1_800;

type SlackUser = NonNullable<UsersInfoResponse['user']>;

/** Reads people from Slack. Throws the refusal `slackSilent` when Slack does not answer in time. */
export function createDirectory(client: WebClient): Directory {
  const ownTeam = once(async () => (await client.auth.test()).team_id ?? '');
  return {
    async findProfile(slackUserId) {
      return inTime(async () => {
        const [found, team] = await Promise.all([
          client.users
            .info({ user: slackUserId, include_locale: true })
            .catch(nullWhen('user_not_found')),
          ownTeam(),
        ]);
        return found?.user ? profileOf(found.user, team) : null;
      });
    },
    async listGroup(groupId) {
      return inTime(async () => {
        const group = await client.usergroups.users
          .list({ usergroup: groupId })
          .catch(groupRefused);
        return group.users ?? [];
      });
    },
  };
}

/** Slack's user object as a profile; `ownTeam` tells our own people from those of connected workspaces. */
export function profileOf(user: SlackUser, ownTeam: string): Profile {
  return {
    slackUserId: user.id ?? '',
    name:
      user.profile?.display_name ||
      user.profile?.real_name ||
      user.real_name ||
      user.name ||
      user.id ||
      '',
    kind: kindOf(user, ownTeam),
    slackLocale: user.locale ?? 'en-US',
    zone: isZone(user.tz) ? user.tz : 'Etc/UTC',
    isOwner: user.is_owner === true || user.is_primary_owner === true,
  };
}

function kindOf(user: SlackUser, ownTeam: string): PersonKind {
  if (user.is_bot || user.id === 'USLACKBOT') return 'bot';
  // In an organisation of several workspaces a person belongs to each that is listed here.
  const teams = [user.team_id, ...(user.enterprise_user?.teams ?? [])];
  if (user.is_stranger || (user.team_id && !teams.includes(ownTeam))) return 'connected';
  if (user.deleted) return 'deactivated';
  if (user.is_restricted || user.is_ultra_restricted) return 'guest';
  return 'person';
}

/** Slack sends IANA names, yet old accounts carry zones this machine may not know. */
function isZone(zone: string | undefined): zone is string {
  try {
    return zone !== undefined && new Intl.DateTimeFormat('en', { timeZone: zone }) !== null;
  } catch {
    return false;
  }
}

function nullWhen(code: string) {
  return (error: { data?: { error?: string } }) => {
    if (error.data?.error === code) return null;
    throw error;
  };
}

async function inTime<T>(work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal('slackSilent')), PATIENCE_MS);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Asks until it is answered, then never again. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | null = null;
  return () => {
    answer ??= ask().catch((error: unknown) => {
      answer = null;
      throw error;
    });
    return answer;
  };
}
