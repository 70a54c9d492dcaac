import type { Reply } from '../../bot/reply.ts';
import { says } from '../../bot/reply.ts';
import { unitsAnswer } from '../../bot/views/matching/units.ts';
import { callWho } from '../../bot/views/talk/answers.ts';
import { canEver } from '../../crm/access/rules.ts';
import { readUnitsFor } from '../../crm/matching/usecases/homes.ts';
import { findNamed } from './named.ts';
import { propose } from './proposal.ts';
import type { Talk } from './talk.ts';

/** 有什么适合王女士的房子: the strongest few, the others behind a button. Null when nobody of that name is found. */
export async function answerMatch(talk: Talk, who: string): Promise<Reply | null> {
  const { scene, isShared } = talk;
  if (!canEver(scene.actor, 'match:see')) return null;
  const named = await findNamed(talk, who);
  const [customer] = named?.found ?? [];
  if (!named || !customer) return null;
  if (named.found.length > 1) {
    const choices = named.found.slice(0, 8).map((line) => ({
      label: callWho(scene, line, isShared),
      doing: 'match.units',
      input: { id: line.id },
    }));
    return propose(scene, { text: scene.w.talk.who }, choices);
  }
  const answer = unitsAnswer(scene, await readUnitsFor(scene, customer.id));
  return says(answer.text, answer.blocks);
}
