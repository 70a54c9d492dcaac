import { z } from 'zod';
import { celebrationLetter } from '../../bot/views/deals/celebration.ts';
import { readCelebration } from '../../crm/deals/usecases/celebrating.ts';
import { words } from '../../i18n/words.ts';
import type { Draft } from '../../ledger/hooks.ts';
import type { Message } from '../../ledger/rows.ts';
import { nextSlot } from '../../nudges/hours.ts';
import { type MessageKind, oneByOne, type Writing } from './kind.ts';

const content = z.object({ dealId: z.uuid() });

/** A contract, celebrated in the team's channel while it stands. */
export const celebrationKind: MessageKind = {
  id: 'celebration',
  compose: (writing, messages) => oneByOne(messages, (message) => compose(writing, message)),
};

async function compose({ db, office }: Writing, message: Message): Promise<Draft> {
  const found = await readCelebration(db, content.parse(message.content).dealId);
  const team = found && office.teams.get(found.teamId);
  const channel = /^channel:(.+)$/.exec(message.target)?.[1];
  if (!found || !team || !channel) return { go: 'drop', why: 'settled' };
  const settings = office.settings(found.teamId);
  const at = nextSlot(office.now, 'working', { settings, zone: team.zone });
  if (at > office.now) return { go: 'later', at };
  return { go: 'post', channel, letter: celebrationLetter(found, words(team.locale)) };
}
