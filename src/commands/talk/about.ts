import type { Reply } from '../../bot/reply.ts';
import { says } from '../../bot/reply.ts';
import { callWho, cardBlocks } from '../../bot/views/talk/answers.ts';
import { type Matter, readMatters, withoutVerb } from '../../crm/conversation/schema/about.ts';
import type { CustomerLine } from '../../crm/customers/store-search.ts';
import { cardFor } from '../customer/showing.ts';
import { logOffer } from './log.ts';
import { findNamed } from './named.ts';
import { planOffer } from './plan.ts';
import { type Choice, propose } from './proposal.ts';
import type { Talk } from './talk.ts';

/** One way to understand what was said of a customer. */
export interface Offer {
  text: string;
  notes: string[];
  choices: Choice[];
  /** Opens the form with everything in it. */
  change: Choice;
}

/**
 * `王女士下周三三点复访`, `C-1042 phone talked about price`, `王女士`: something said of somebody the person
 * may see. Null when nobody of that name is found.
 */
export async function answerAbout(
  talk: Talk,
  text: string,
  said?: 'plan' | 'log',
): Promise<Reply | null> {
  const plain = withoutVerb(text);
  const verb = said ?? plain.verb;
  const named = await findNamed(talk, plain.text);
  if (!named) return null;
  const [customer] = named.found;
  if (!customer || named.found.length > 1) return askWho(talk, named.found, named.rest, verb);
  const { scene, settings, now } = talk;
  const { zone, locale } = scene.actor;
  const matters = readMatters(named.rest, verb, { now, zone, locale, settings });
  return answerMatters(talk, customer, named.rest, matters);
}

async function answerMatters(
  talk: Talk,
  customer: CustomerLine,
  rest: string,
  matters: Matter[],
): Promise<Reply> {
  const [first, other] = matters;
  if (first === 'card' || first === undefined) return answerCard(talk, customer.id);
  if (typeof first === 'object') return answerStep(talk, customer, first);
  const offer = await offerOf(talk, customer, rest, first);
  const second =
    other && typeof other === 'string' ? await offerOf(talk, customer, rest, other) : null;
  const alternatives = second?.choices.slice(0, 3) ?? [];
  const isUnsure = alternatives.length > 0;
  const who = callWho(talk.scene, customer, talk.isShared);
  const card = {
    text: isUnsure ? talk.scene.w.talk.planOrLog({ who }) : offer.text,
    notes: offer.notes,
  };
  return propose(talk.scene, card, [...offer.choices, ...alternatives, offer.change]);
}

const offerOf = (
  talk: Talk,
  customer: CustomerLine,
  rest: string,
  matter: 'card' | 'plan' | 'log' | Matter,
): Promise<Offer> =>
  matter === 'plan' ? planOffer(talk, customer, rest) : logOffer(talk, customer, rest);

/** The card in short. */
export async function answerCard({ scene, isShared }: Talk, id: string): Promise<Reply> {
  const card = await cardFor(scene, id);
  const { file } = card;
  const name = { number: file.number, name: file.name, gender: file.gender };
  return says(callWho(scene, name, isShared), cardBlocks(scene, card, isShared));
}

/** Another grade or stage: one question, one tap. */
async function answerStep(
  talk: Talk,
  customer: CustomerLine,
  step: { grade: string } | { stage: string },
): Promise<Reply> {
  const { w } = talk.scene;
  const who = callWho(talk.scene, customer, talk.isShared);
  const customerId = customer.id;
  const done = w.talk.changed;
  if ('grade' in step) {
    const doIt = {
      label: w.talk.doIt,
      doing: 'grade.set',
      input: { customerId, to: step.grade },
      done,
    };
    return propose(talk.scene, { text: w.talk.grade({ who, grade: step.grade }) }, [doIt]);
  }
  const stage = w.fields.stage[step.stage as keyof typeof w.fields.stage];
  // Lost and back want a reason; the form that asks for it says which moves are open.
  const forward = {
    label: w.talk.doIt,
    doing: 'stage.set',
    input: { customerId, to: step.stage },
    done,
  };
  const ask = { label: w.talk.doIt, doing: 'stage.ask', input: { customerId, to: step.stage } };
  return propose(talk.scene, { text: w.talk.stage({ who, stage }) }, [
    step.stage === 'lost' ? ask : forward,
  ]);
}

/** Several customers fit: each is a button, and what was said is understood again for the chosen one. */
function askWho(
  talk: Talk,
  found: CustomerLine[],
  rest: string,
  verb: 'plan' | 'log' | null,
): Promise<Reply> {
  const { scene, isShared } = talk;
  const choices = found.slice(0, 8).map((line) => ({
    label: callWho(scene, line, isShared),
    doing: 'talk.about',
    input: { number: line.number, rest, verb, isShared },
  }));
  return propose(scene, { text: scene.w.talk.who }, choices);
}
