import { identify } from '../../bot/identify.ts';
import { compareScopes } from '../../bot/inspect.ts';
import { listOffice } from '../../crm/access/usecases/index.ts';
import { bad, type Check, type Finding, note, well } from './check.ts';

const token: Check = {
  name: 'Slack',
  async look({ slack }) {
    if (!slack)
      return [
        note(
          'no tokens: npm start opens the practice workspace',
          'docs/install.md takes you from manifest.yml to the tokens.',
        ),
      ];
    const { settings, inspection } = slack;
    const who = await identify(settings);
    const socket =
      settings.mode === 'socket' ? await inspection.tryAppToken(settings.appToken) : null;
    return [
      well(
        `workspace ${who.teamName} (${who.teamId}), ${settings.mode === 'socket' ? 'Socket Mode' : `HTTP on port ${settings.port}`}`,
      ),
      ...scopes(who.scopes),
      ...(socket && !socket.ok
        ? [
            bad(
              `Slack refused SLACK_APP_TOKEN (${socket.code})`,
              'Make one with connections:write on the page "Basic Information" and switch Socket Mode on.',
            ),
          ]
        : []),
    ];
  },
};

function scopes(granted: string[] | null): Finding[] {
  if (!granted) return [note('Slack did not list the scopes of the token')];
  const { missing, missingOptional, unneeded } = compareScopes(granted);
  const again =
    'Add it under "OAuth & Permissions" (manifest.yml has the list) and install the app again.';
  return [
    ...missing.map(({ name, why }) => bad(`scope ${name} is missing: ${why}`, again)),
    ...missingOptional.map(({ name, why }) =>
      note(`without the optional scope ${name}: ${why}`, again),
    ),
    ...(unneeded.length > 0
      ? [
          note(
            `more scopes than needed: ${unneeded.join(', ')}`,
            'Take them away: least privilege.',
          ),
        ]
      : []),
    ...(missing.length + missingOptional.length === 0
      ? [well('scopes are those of manifest.yml')]
      : []),
  ];
}

const office: Check = {
  name: 'office',
  async look({ config, database }) {
    if (!database) return [];
    const { members, teams } = await listOffice({ db: database.prisma, keys: database.keyring });
    const administrators = members.filter(({ role }) => role === 'administrator');
    const first = config.admins.length > 0 ? config.admins.join(', ') : "the workspace's owners";
    return [
      well(`${members.length} members, ${teams.length} teams`),
      ...(administrators.length === 0
        ? [
            note(
              'no administrator yet',
              `The first of these who types /${config.prefix}gatehouse becomes one: ${first}.`,
            ),
          ]
        : []),
    ];
  },
};

/** Nudges go to the teams' channels: the bot must have been invited there. */
const channels: Check = {
  name: 'channels',
  async look({ database, slack }) {
    if (!database || !slack) return [];
    const { teams } = await listOffice({ db: database.prisma, keys: database.keyring });
    return Promise.all(
      teams.map(async ({ name, channelId }) => {
        if (!channelId)
          return note(
            `${name} has no channel: its nudges go out as direct messages`,
            'Choose one: /gatehouse, Teams.',
          );
        return verdictOf(name, channelId, await slack.inspection.readChannel(channelId));
      }),
    );
  },
};

function verdictOf(
  team: string,
  channel: string,
  read: { ok: true } | { ok: false; code: string },
): Finding {
  if (read.ok) return well(`${team}: the bot is in ${channel}`);
  if (read.code === 'missing_scope') {
    return note(
      `${team}: without channels:history it cannot be seen whether the bot is in ${channel}`,
      'Try it: npm run cli -- doctor --live --channel <id>',
    );
  }
  if (['not_in_channel', 'channel_not_found'].includes(read.code)) {
    return bad(
      `${team}: the bot is not in ${channel} (${read.code})`,
      'In that channel: /invite @Gatehouse',
    );
  }
  return bad(
    `${team}: ${channel} answers ${read.code}`,
    'Choose another channel: /gatehouse, Teams.',
  );
}

export const slackChecks = [token, office, channels];
