import { esc } from '../../bot/blocks.ts';
import { type Reply, says } from '../../bot/reply.ts';
import { callsBlocks, foundBlocks, helpBlocks } from '../../bot/views/talk/answers.ts';
import { canEver } from '../../crm/access/rules.ts';
import type { DueQuestion } from '../../crm/conversation/schema/intent.ts';
import { readFilterWords } from '../../crm/customers/schema-filter.ts';
import type { CustomerFilter } from '../../crm/customers/store-search.ts';
import { searchCustomers } from '../../crm/customers/usecases/index.ts';
import { readDay } from '../../crm/day/usecases/index.ts';
import { listReps } from '../customer/find.ts';
import { answerCard } from './about.ts';
import type { Talk } from './talk.ts';

/** Words at the beginning that ask to look: they are no part of what is looked for. */
const LOOK =
  /^(?:(?:find|search(?:\s+for)?|show(?:\s+me)?|look\s?up|list|who\s+is)\b|查找|查询|查一下|查|找|看看|看)\s*/iu;

/** A name, a number, a part of a phone, or what they want; null when nobody fits. */
export async function answerFind(talk: Talk, text: string): Promise<Reply | null> {
  const { scene, settings, now } = talk;
  if (!canEver(scene.actor, 'customer:search')) return null;
  const typed = text.replace(LOOK, '').trim();
  if (typed === '') return null;
  const reps = await listReps(scene);
  const filter = readFilterWords(typed, { settings, now, self: scene.actor.id, reps });
  if (filter.text && !mayBeName(filter.text)) return null;
  const found = await searchCustomers(scene, filter, 0);
  const [only] = found.lines;
  if (only && found.lines.length === 1 && Object.keys(filter).join() === 'text' && !found.near)
    return answerCard(talk, only.id);
  if (!only && filter.text) return null;
  const { talk: words } = scene.w;
  const n = found.lines.length;
  const title = found.near
    ? words.foundNear({ text: esc(filter.text ?? '') })
    : words.found({ n, more: found.hasNext });
  const repName = reps.find(({ id }) => id === filter.repId)?.name ?? null;
  return list(talk, { ...found, filter, title, repName });
}

/** A few words without punctuation of sentences: longer ones are told, not looked for. */
const mayBeName = (text: string): boolean =>
  text.length <= 40 && text.split(/\s+/u).length <= 4 && !/[,，。;；!！?？]/u.test(text);

/** Who is overdue, or planned in a period: of those the person may see. */
export async function answerDue(talk: Talk, question: DueQuestion): Promise<Reply> {
  const { scene } = talk;
  const { from, to, overdue } = question;
  const due = { from: from?.toISOString() ?? null, to: to?.toISOString() ?? null };
  const filter: CustomerFilter = {
    ...(overdue && { overdue }),
    ...((from || to) && { due }),
  };
  const found = await searchCustomers(scene, filter, 0);
  const words = scene.w.talk;
  const say = overdue ? words.overdue : words.coming;
  const title = say({ n: found.lines.length, more: found.hasNext });
  return list(talk, { ...found, filter, title, repName: null });
}

type Found = Awaited<ReturnType<typeof searchCustomers>>;

function list(
  { scene, settings, isShared }: Talk,
  page: Found & { filter: CustomerFilter; title: string; repName: string | null },
): Reply {
  return says(page.title, foundBlocks(scene, { ...page, settings, isShared }));
}

/** Lines of an answer: what is due fits a phone's screen, the rest is in My day. */
const DUE_LINES = 8;

/** Who should I call today. */
export async function answerDay({ scene, isShared }: Talk, notice?: string): Promise<Reply> {
  const day = await readDay(scene, DUE_LINES);
  const blocks = callsBlocks(scene, day, isShared);
  const { calls } = scene.w.talk;
  return says(notice ?? calls, notice ? [notes(notice), ...blocks] : blocks);
}

const notes = (text: string) => ({
  type: 'section' as const,
  text: { type: 'mrkdwn' as const, text },
});

/** The week in numbers: a manager's teams; a rep reads the own day instead. */
export async function answerFigures(talk: Talk, text: string): Promise<Reply> {
  const { scene } = talk;
  if (canEver(scene.actor, 'digest:see')) return scene.ask('digest.ask', { text });
  return answerDay(talk, scene.w.talk.figuresForManagers);
}

/** What one can write, in examples. */
export function answerHelp({ scene }: Talk): Reply {
  return says(scene.w.talk.help.title, helpBlocks(scene));
}
