import { randomUUID } from 'node:crypto';
import type { Inspection, Verdict } from '../../bot/inspect.ts';
import { listOffice } from '../../crm/access/usecases/index.ts';
import type { Locale } from '../../lib/locale.ts';
import { type Terminal, UsageError } from '../command.ts';
import { bad, type Finding, note, type Patient, well } from './check.ts';
import { walkScreens } from './walk.ts';

type Tell = (name: string, found: Finding[]) => void;

/**
 * Tries out in a real channel what the bot relies on, and prints what Slack did: a message is posted,
 * read back, repeated under the same client_msg_id, edited and deleted; every screen that opens without
 * writing is given to Slack's own check.
 */
export async function checkLive(patient: Patient, terminal: Terminal, tell: Tell): Promise<void> {
  const { channel } = terminal.options;
  if (typeof channel !== 'string')
    throw new UsageError('--live needs --channel and the id of a channel the bot is in');
  if (!patient.slack)
    return tell('live', [
      bad('there are no Slack tokens', 'Set SLACK_BOT_TOKEN and the rest, then try again.'),
    ]);
  const { inspection } = patient.slack;
  await tryMessages(inspection, channel, tell);
  await tryScreens(patient, inspection, tell);
}

async function tryMessages(slack: Inspection, channel: string, tell: Tell): Promise<void> {
  const message = {
    text: 'Gatehouse doctor: a test message, gone in a moment · 测试消息，马上删除',
    id: randomUUID(),
    clientMessageId: randomUUID(),
  };
  const first = await slack.post(channel, message);
  if (!first.ok || !first.ts)
    return tell('post', [said(first, 'posted', 'In that channel: /invite @Gatehouse')]);
  tell('post', [well(`posted ${first.ts}`)]);
  const found = await slack.findPosted(channel, message.id);
  tell('read back', [foundFinding(found)]);
  const again = await slack.post(channel, message);
  const stored = await slack.findPosted(channel, message.id);
  tell('same client_msg_id again', [
    repeatFinding(again, stored.ok ? (stored.ts?.length ?? 0) : null),
  ]);
  tell('edit', [said(await slack.edit(channel, first.ts, `${message.text} ✎`), 'edited')]);
  const posted = new Set([first.ts, ...(again.ok && again.ts ? [again.ts] : [])]);
  for (const ts of posted) tell('delete', [said(await slack.remove(channel, ts), `deleted ${ts}`)]);
}

function said(
  verdict: Verdict,
  done: string,
  remedy = 'Compare with manifest.yml and the token’s scopes.',
): Finding {
  return verdict.ok ? well(done) : bad(`Slack answered ${verdict.code}`, remedy);
}

function foundFinding(found: Verdict & { ts?: string[] }): Finding {
  if (found.ok && found.ts?.length === 1)
    return well('found by its id in the metadata: a doubtful message can be looked for');
  if (found.ok)
    return bad(
      'not found by its id in the metadata',
      'A doubtful message cannot be looked for; tell the developers.',
    );
  return note(
    `the channel cannot be read (${found.code}): a doubtful message is repeated under the same client_msg_id`,
    'Grant channels:history or groups:history.',
  );
}

/** Slack has no proven way to recognise a repeated message; this prints what it did here. */
function repeatFinding(again: Verdict & { ts?: string }, stored: number | null): Finding {
  if (!again.ok) return well(`Slack refused the repetition (${again.code})`);
  if (stored === null)
    return note(
      'Slack answered well; without history it cannot be seen whether it stored a second copy',
    );
  return stored === 1
    ? well('Slack stored one copy')
    : note(`Slack stored ${stored} copies: only reading back tells`);
}

async function tryScreens(patient: Patient, slack: Inspection, tell: Tell): Promise<void> {
  const { database, config } = patient;
  if (!database) return;
  const { teams } = await listOffice({ db: database.prisma, keys: database.keyring });
  for (const locale of ['zh', 'en'] satisfies Locale[]) {
    const about = { prefix: config.prefix, locale, teamId: teams[0]?.id ?? null };
    const screens = await walkScreens(database, about);
    let refused = 0;
    for (const { name, view } of screens) {
      const verdict = await slack.validateView(view);
      if (verdict.ok) continue;
      refused += 1;
      tell('screen', [
        bad(
          `${name} (${locale}): ${verdict.code} ${verdict.problems?.join('; ') ?? ''}`,
          'Tell the developers.',
        ),
      ]);
    }
    if (refused === 0)
      tell('screens', [
        well(`${screens.length} screens in ${locale}, Slack finds nothing wrong with them`),
      ]);
  }
}
