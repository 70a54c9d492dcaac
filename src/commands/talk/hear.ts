import { z } from 'zod';
import { doing, type Scene } from '../../bot/doing.ts';
import { nothing, type Reply, says } from '../../bot/reply.ts';
import type { Action } from '../../crm/access/policy.ts';
import { canEver } from '../../crm/access/rules.ts';
import { readAnswer } from '../../crm/care/rules/satisfaction.ts';
import { listExposed } from '../../crm/conversation/schema/exposed.ts';
import type { Intent } from '../../crm/conversation/schema/intent.ts';
import { readIntents } from '../../crm/conversation/schema/intents.ts';
import { type Capability, listNearest } from '../../crm/conversation/schema/nearest.ts';
import { beginHearing, endHearing, noteExposure } from '../../crm/conversation/usecases/hearing.ts';
import { readNumber, sayNumber } from '../../crm/customers/rules.ts';
import { searchCustomers } from '../../crm/customers/usecases/index.ts';
import { readOwnSettings } from '../../crm/settings/usecases.ts';
import { readPhones } from '../../lib/phone.ts';
import { Refusal } from '../../lib/refusal.ts';
import { cleanTyped, unwrap } from '../../lib/slack-text.ts';
import { answerAbout, answerCard } from './about.ts';
import { findCommand, type Written, withoutSlash } from './command.ts';
import { answerDay, answerDue, answerFigures, answerFind, answerHelp } from './find.ts';
import { answerMatch } from './match.ts';
import { answerMove, moveFor } from './move.ts';
import { propose } from './proposal.ts';
import { answerRegistration, answerStranger } from './register.ts';
import { suggest } from './suggest.ts';
import type { Talk } from './talk.ts';

const said = z.object({ text: z.string().max(50_000), isShared: z.boolean().default(false) });

/** Somebody wrote to the bot. It answers questions at once; before anything is written it asks. */
const hear = doing({
  id: 'talk.hear',
  can: 'help:read',
  input: said,
  async run(scene, { text, isShared }) {
    if (!(await beginHearing(scene))) return nothing;
    try {
      return await answerTo(await talkOf(scene, isShared), cleanTyped(unwrap(text)).trim());
    } finally {
      await endHearing(scene);
    }
  },
});

async function talkOf(scene: Scene, isShared: boolean): Promise<Talk> {
  const { settings, now } = await readOwnSettings(scene);
  return { scene, settings, now, isShared };
}

async function answerTo(talk: Talk, text: string): Promise<Reply> {
  const { scene, settings } = talk;
  const kinds = talk.isShared ? listExposed(text, settings.phoneRegion) : [];
  if (kinds.length > 0) {
    const { exposed } = scene.w.talk;
    await noteExposure(scene, { channel: scene.place.channel ?? '', kinds });
    const named = kinds.map((kind) => exposed[kind]).join(scene.w.common.comma);
    return says(exposed.text({ kinds: named }));
  }
  if (readAnswer(text) && canEver(scene.actor, 'satisfaction:collect'))
    return scene.ask('satisfaction.code', { text });
  const command = findCommand(scene, text);
  return (
    (command && (await answerCommand(talk, command))) ??
    (await answerWords(talk, withoutSlash(text))) ??
    (await suggest(talk, text)) ??
    answerUnknown(talk, text)
  );
}

/** What the words want, the first that the register can answer. */
async function answerWords(talk: Talk, text: string): Promise<Reply | null> {
  const newcomer = await answerRegistration(talk, text, false);
  if (newcomer) return newcomer;
  const { now } = talk;
  const { zone, locale } = talk.scene.actor;
  for (const intent of readIntents(text, { now, zone, locale })) {
    const reply = await answerIntent(talk, intent);
    if (reply) return reply;
  }
  return answerStranger(talk, text);
}

async function answerIntent(talk: Talk, intent: Intent): Promise<Reply | null> {
  switch (intent.kind) {
    case 'help':
      return answerHelp(talk);
    case 'thanks':
      return says(talk.scene.w.talk.welcome);
    case 'day':
      return answerDay(talk);
    case 'due':
      return answerDue(talk, intent.question);
    case 'figures':
      return answerFigures(talk, intent.text);
    case 'match':
      return answerMatch(talk, intent.who);
    case 'move':
      return answerMove(talk, intent.who, intent.when);
    case 'about':
      return answerAbout(talk, intent.text);
    case 'find':
      return answerFind(talk, intent.text);
  }
}

/** A command in a message: answered in words where it can be; else a button opens what the command opens. */
async function answerCommand(talk: Talk, command: Written): Promise<Reply | null> {
  const { doing: id, rest, input } = command;
  switch (id) {
    case 'help':
      return answerHelp(talk);
    case 'customer.new':
      return rest ? await answerRegistration(talk, rest, true) : offer(talk, command);
    case 'customer.start':
    case 'customer.find':
      return rest ? await answerLookUp(talk, rest) : offer(talk, command);
    case 'customer.edit':
      return readNumber(rest) === null ? null : offer(talk, command);
    case 'contact.log':
      return rest ? await answerAbout(talk, rest, 'log') : offer(talk, command);
    case 'followup.start':
    case 'followup.plan':
      return rest ? await answerAbout(talk, rest, 'plan') : answerDay(talk);
    case 'followup.list':
      return input.bucket === 'overdue'
        ? answerDue(talk, { from: null, to: null, overdue: true })
        : answerDay(talk);
    case 'day.open':
      return answerDay(talk);
    case 'digest.ask':
      return answerFigures(talk, rest);
    case 'ownership.check':
      return rest ? talk.scene.ask(id, input) : offer(talk, command);
    default:
      return offer(talk, command);
  }
}

async function answerLookUp(talk: Talk, text: string): Promise<Reply | null> {
  const number = /^c/iu.test(text) ? readNumber(text) : null;
  if (number === null) return answerFind(talk, text);
  const line = await lineOf(talk.scene, number);
  return answerCard(talk, line.id);
}

/** The customer of a number, among those the person may see. */
async function lineOf(scene: Scene, number: number) {
  const { lines } = await searchCustomers(scene, { text: sayNumber(number) }, 0);
  // A merged record's number is an alias: the line has another one.
  const [line] = lines;
  if (!line) throw new Refusal('notAllowed');
  return line;
}

/** A screen cannot open from a message: a button opens it. */
function offer({ scene }: Talk, { doing: id, input, said: command }: Written): Promise<Reply> {
  const words = scene.w.talk;
  const shown = command.length > 60 ? `${command.slice(0, 60)}…` : command;
  const text = words.opens({ command: shown.replace(/[`<>&]/gu, '') });
  return propose(scene, { text }, [{ label: words.open, doing: id, input }]);
}

/** What each capability asks for with the text that was not understood, and who may. */
const CAPABILITIES: Record<
  Capability,
  { can: Action; doing: string; input: (text: string) => Record<string, unknown> }
> = {
  register: { can: 'customer:register', doing: 'customer.new', input: (text) => ({ text }) },
  find: {
    can: 'customer:search',
    doing: 'customer.find',
    input: (text) => ({ text: text.slice(0, 200) }),
  },
  log: { can: 'contact:log', doing: 'contact.log', input: (text) => ({ text }) },
  plan: { can: 'follow-up:plan', doing: 'followup.plan', input: (text) => ({ text }) },
  day: { can: 'my-day:see', doing: 'day.open', input: () => ({}) },
  overdue: { can: 'my-day:see', doing: 'followup.list', input: () => ({ bucket: 'overdue' }) },
  figures: { can: 'digest:see', doing: 'digest.ask', input: () => ({ text: '' }) },
  check: {
    can: 'customer:check',
    doing: 'ownership.check',
    input: (text) => (readPhones(text).length > 0 ? { text } : {}),
  },
  pool: { can: 'pool:see', doing: 'pool.open', input: () => ({}) },
  help: { can: 'help:read', doing: 'help', input: () => ({}) },
};

/** Nothing was understood: the three nearest things, each with the text that was written. */
function answerUnknown({ scene }: Talk, text: string): Promise<Reply> {
  const { unknown, nearest } = scene.w.talk;
  const typed = text.slice(0, 2_000);
  const near = listNearest(typed, (one) => canEver(scene.actor, CAPABILITIES[one].can));
  return propose(
    scene,
    { text: unknown },
    near.map((one) => ({
      label: nearest[one],
      doing: CAPABILITIES[one].doing,
      input: CAPABILITIES[one].input(typed),
    })),
  );
}

/** The customer was chosen from several: what was said is understood again for that one. */
const about = doing({
  id: 'talk.about',
  can: 'customer:search',
  input: z.object({
    number: z.number().int().positive(),
    rest: z.string().max(2_000),
    verb: z.enum(['plan', 'log']).nullable(),
    isShared: z.boolean(),
  }),
  async run(scene, { number, rest, verb, isShared }) {
    const talk = await talkOf(scene, isShared);
    const line = await lineOf(scene, number);
    const text = `${sayNumber(line.number)} ${rest}`.trim();
    return (await answerAbout(talk, text, verb ?? undefined)) ?? answerUnknown(talk, text);
  },
});

const move = doing({
  id: 'talk.move',
  can: 'follow-up:change',
  input: z.object({
    number: z.number().int().positive(),
    when: z.string().max(200),
    isShared: z.boolean(),
  }),
  async run(scene, { number, when, isShared }) {
    return moveFor(await talkOf(scene, isShared), await lineOf(scene, number), when);
  },
});

export const hearDoings = [hear, about, move];
