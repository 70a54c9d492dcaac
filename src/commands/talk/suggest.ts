import { z } from 'zod';
import { esc } from '../../bot/blocks.ts';
import type { Reply } from '../../bot/reply.ts';
import { hidePersonal } from '../../crm/conversation/schema/placeholders.ts';
import { readLine } from '../../crm/registration/schema/reader.ts';
import { wordsContext } from '../customer/line.ts';
import { propose } from './proposal.ts';
import type { Talk } from './talk.ts';

/** What the model may answer; anything else counts as nothing. */
const suggestion = z.strictObject({ say: z.string().trim().min(1).max(300) });

const TASK = `You turn a sales rep's message (Chinese or English) into one line of a small command language.
Placeholders in brackets such as [NAME_1] stand for hidden words: copy them unchanged, invent none.
Answer with JSON only: {"say": "<line>"}. The line is one of:
[NAME_1] <date and time> <what to do>          (plan a follow-up)
move [NAME_1] to <date and time>               (move it)
log [NAME_1] <phone|wechat|visit|meeting> <what was said>
登记 [NAME_1] [PHONE_1] <what they want>        (register)
find <name, layout, district, budget, grade>
who should I call today / overdue this week / this week's numbers / help
Keep the language of the message. If nothing fits, answer {"say": "help"}.`;

/**
 * What a language model makes of a message the rules did not understand, as a question to the person:
 * pressed, it is read by the same rules as anything written. Null without a model, or where others read.
 */
export async function suggest(talk: Talk, text: string): Promise<Reply | null> {
  const { scene, settings, now, isShared } = talk;
  if (!scene.model || isShared || text.length > 500) return null;
  const { name } = readLine(text, wordsContext(scene, settings, now)).values;
  const hidden = hidePersonal(text, { region: settings.phoneRegion, names: name ? [name] : [] });
  const answer = await scene.model({ task: TASK, text: hidden.text });
  const said = answer === null ? null : readSuggestion(answer);
  const line = said && hidden.restore(said);
  if (!line || line === 'help') return null;
  return propose(scene, { text: `${scene.w.talk.suggested}\n> ${esc(line)}` }, [
    { label: scene.w.talk.doIt, doing: 'talk.hear', input: { text: line, isShared: false } },
  ]);
}

function readSuggestion(answer: string): string | null {
  try {
    const json: unknown = JSON.parse(/\{[^{}]*\}/u.exec(answer)?.[0] ?? '');
    const parsed = suggestion.safeParse(json);
    return parsed.success ? parsed.data.say : null;
  } catch {
    return null;
  }
}
