import { z } from 'zod';
import { doing, type Feature, type Scene } from '../bot/doing.ts';
import { closes, goesBack, opens, says } from '../bot/reply.ts';
import {
  breachesModal,
  breachModal,
  newBreachModal,
  replyModal,
} from '../bot/views/conduct/breach.ts';
import { answerModal, signalModal } from '../bot/views/conduct/signal.ts';
import { BREACH_KINDS } from '../crm/conduct/rules.ts';
import { readConductText, readTypedBreach } from '../crm/conduct/schema.ts';
import {
  listAccountable,
  listBreaches,
  readBreach,
  readConcerned,
  recordBreach,
  replyBreach,
} from '../crm/conduct/usecases/breaches.ts';
import {
  answerSignal,
  askPerson,
  readSignal,
  settleSignal,
} from '../crm/conduct/usecases/signals.ts';
import { Refusal } from '../lib/refusal.ts';
import { requireLine, typedLine } from './customer/typed-line.ts';

const signalId = z.object({ signalId: z.uuid() });
const breachId = z.object({ breachId: z.uuid() });
const text = z.string().max(4000).nullish();

const showSignal = doing({
  id: 'signal.show',
  can: 'signal:handle',
  input: signalId,
  async run(scene, input) {
    return opens(signalModal(scene, await readSignal(scene, input.signalId)));
  },
});

const fine = doing({
  id: 'signal.fine',
  can: 'signal:handle',
  input: signalId,
  async run(scene, input) {
    await settleSignal(scene, input.signalId);
    const line = { text: scene.w.conduct.signal.didFine };
    return scene.place.view ? closes(line) : says(line.text);
  },
});

const ask = doing({
  id: 'signal.ask',
  can: 'signal:handle',
  input: signalId,
  async run(scene, input) {
    await askPerson(scene, input.signalId);
    return says(scene.w.conduct.signal.didAsk);
  },
});

const answer = doing({
  id: 'signal.answer',
  can: 'signal:answer',
  input: signalId,
  async run(scene, input) {
    const view = await readSignal(scene, input.signalId);
    if (!view.may.answer) throw new Refusal('signalHandled');
    return opens(answerModal(scene, view));
  },
});

const answerSave = doing({
  id: 'signal.answer-save',
  can: 'signal:answer',
  input: signalId.extend({ values: z.object({ text }) }),
  async run(scene, { signalId: id, values }) {
    await answerSignal(scene, id, readConductText(values.text, 'text'));
    return closes({ text: scene.w.conduct.question.done });
  },
});

/** 违规: a manager's teams', a rep's own. */
const list = doing({
  id: 'breach.list',
  can: 'breach:see',
  input: z.object({}),
  async run(scene) {
    return opens(breachesModal(scene, await listBreaches(scene)));
  },
});

const show = doing({
  id: 'breach.show',
  can: 'breach:see',
  input: breachId,
  async run(scene, input) {
    return opens(breachModal(scene, await readBreach(scene, input.breachId)));
  },
});

const record = doing({
  id: 'breach.new',
  can: 'breach:record',
  input: z.object({
    signalId: z.uuid().optional(),
    memberId: z.uuid().optional(),
    customerId: z.uuid().optional(),
    kind: z.enum(BREACH_KINDS).optional(),
  }),
  async run(scene, { customerId: id, ...known }) {
    const people = await requirePeople(scene);
    const customer = id ? await readConcerned(scene, { id }) : undefined;
    return opens(newBreachModal(scene, { people, customer, ...known }));
  },
});

async function requirePeople(scene: Scene) {
  const people = await listAccountable(scene);
  if (people.length === 0) throw new Refusal('breachWho');
  return people;
}

/** 登记违规 `@张伟 瞒报 C-1042 …`: the form with what was typed. */
const recordTyped = doing({
  id: 'breach.typed',
  can: 'breach:record',
  input: z.object({ text: typedLine }),
  async run(scene, input) {
    const people = await requirePeople(scene);
    const { number, ...known } = readTypedBreach(requireLine(input.text), people);
    const customer = number === undefined ? undefined : await readConcerned(scene, { number });
    return opens(newBreachModal(scene, { people, customer, ...known }));
  },
});

const save = doing({
  id: 'breach.save',
  can: 'breach:record',
  input: z.object({
    signalId: z.uuid().optional(),
    values: z.object({
      member: z.uuid(),
      kind: z.enum(BREACH_KINDS),
      customer: z.uuid().nullish(),
      what: text,
      decision: text,
      consequence: text,
    }),
  }),
  async run(scene, { signalId: id, values }) {
    const { number } = await recordBreach(scene, {
      memberId: values.member,
      kind: values.kind,
      customerId: values.customer ?? null,
      signalId: id ?? null,
      text: {
        what: readConductText(values.what, 'what'),
        decision: readConductText(values.decision, 'decision'),
        consequence: readConductText(values.consequence, 'consequence'),
      },
    });
    return closes({ text: scene.w.conduct.breach.recorded({ n: number }) });
  },
});

const reply = doing({
  id: 'breach.reply',
  can: 'breach:see',
  input: breachId,
  async run(scene, input) {
    await readBreach(scene, input.breachId);
    return opens(replyModal(scene, input.breachId));
  },
});

const replySave = doing({
  id: 'breach.reply-save',
  can: 'breach:see',
  input: breachId.extend({ values: z.object({ text }) }),
  async run(scene, { breachId: id, values }) {
    await replyBreach(scene, id, readConductText(values.text, 'text'));
    const { replied } = scene.w.conduct.breach;
    return goesBack(breachModal(scene, await readBreach(scene, id), replied));
  },
});

/** What asks for a question, and the register of breaches; reached by `/case breaches` and by messages. */
export const conduct: Feature = {
  doings: [
    ...[showSignal, fine, ask, answer, answerSave],
    ...[list, show, record, recordTyped, save, reply, replySave],
  ],
};
