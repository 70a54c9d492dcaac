import { z } from 'zod';
import { doing } from '../../bot/doing.ts';
import { goesBack, opens, type Reply, says } from '../../bot/reply.ts';
import { caseModal } from '../../bot/views/cases/case.ts';
import { saidModal, verdictModal } from '../../bot/views/cases/forms.ts';
import { casesModal } from '../../bot/views/cases/list.ts';
import { VERDICTS } from '../../crm/cases/rules/proposal.ts';
import { readCaseNumber, readSaid, readShare, readTypedVerdict } from '../../crm/cases/schema.ts';
import { decideCase } from '../../crm/cases/usecases/judging.ts';
import {
  findCaseId,
  listMyCases,
  readCase,
  readForVerdict,
} from '../../crm/cases/usecases/reading.ts';
import { addStatement, appealCase, askParties } from '../../crm/cases/usecases/speaking.ts';
import { Refusal } from '../../lib/refusal.ts';

const caseId = z.object({ caseId: z.uuid() });
const typed = z.object({ text: z.string().max(4000).default('') });
const said = caseId.extend({
  values: z.object({
    text: z.string().max(4000).nullish(),
    links: z.string().max(4000).nullish(),
  }),
});

/** 判客 alone: my cases. With a number: that case. */
const list = doing({
  id: 'case.list',
  can: 'case:see',
  input: typed,
  async run(scene, { text }) {
    const wanted = readCaseNumber(text);
    if (wanted)
      return opens(caseModal(scene, await readCase(scene, await findCaseId(scene, wanted.number))));
    if (text.trim()) throw new Refusal('caseUnreadable');
    return opens(casesModal(scene, await listMyCases(scene)));
  },
});

const show = doing({
  id: 'case.show',
  can: 'case:see',
  input: caseId,
  async run(scene, input) {
    return opens(caseModal(scene, await readCase(scene, input.caseId)));
  },
});

const speak = doing({
  id: 'case.speak',
  can: 'case:speak',
  input: caseId,
  async run(scene, input) {
    const view = await readCase(scene, input.caseId);
    if (!view.may.speak) throw new Refusal(view.side ? 'caseDecided' : 'notAllowed');
    return opens(saidModal(scene, input.caseId, 'speak'));
  },
});

const state = doing({
  id: 'case.state',
  can: 'case:speak',
  input: said,
  async run(scene, { caseId: id, values }) {
    const { number } = await addStatement(scene, id, readSaid(values));
    const line = scene.w.cases.speak.added({ n: number });
    return goesBack(caseModal(scene, await readCase(scene, id), line));
  },
});

/** 陈述 `12 …`: added at once; without words the form. */
const stateTyped = doing({
  id: 'case.state-typed',
  can: 'case:speak',
  input: typed,
  async run(scene, { text }): Promise<Reply> {
    const { id, rest } = await caseOf(scene, text);
    if (!rest) return opens(saidModal(scene, id, 'speak'));
    const { number } = await addStatement(scene, id, readSaid({ text: rest }));
    return says(scene.w.cases.speak.added({ n: number }));
  },
});

async function caseOf(scene: Parameters<typeof findCaseId>[0], text: string) {
  const wanted = readCaseNumber(text);
  if (!wanted) throw new Refusal('caseUnreadable');
  return { id: await findCaseId(scene, wanted.number), rest: wanted.rest };
}

const ask = doing({
  id: 'case.ask',
  can: 'case:decide',
  input: caseId,
  async run(scene, input) {
    await readForVerdict(scene, input.caseId);
    return opens(saidModal(scene, input.caseId, 'ask'));
  },
});

const askSave = doing({
  id: 'case.ask-save',
  can: 'case:decide',
  input: said,
  async run(scene, { caseId: id, values }) {
    await askParties(scene, id, readSaid(values));
    return goesBack(caseModal(scene, await readCase(scene, id), scene.w.cases.ask.done));
  },
});

const decide = doing({
  id: 'case.decide',
  can: 'case:decide',
  input: caseId,
  async run(scene, input) {
    return opens(verdictModal(scene, await readForVerdict(scene, input.caseId)));
  },
});

/** 裁定 `12 分业绩 30% 张伟 …`: the form with what was typed. */
const decideTyped = doing({
  id: 'case.decide-typed',
  can: 'case:decide',
  input: typed,
  async run(scene, { text }): Promise<Reply> {
    const { id, rest } = await caseOf(scene, text);
    const view = await readForVerdict(scene, id);
    const claimants = (view.file?.parties ?? [])
      .filter(({ side }) => side === 'claimant')
      .map(({ memberId, name }) => ({ id: memberId, name }));
    return opens(verdictModal(scene, view, readTypedVerdict(rest, claimants)));
  },
});

/** 要求补充 `12 …`: asked at once; without words the form. */
const askTyped = doing({
  id: 'case.ask-typed',
  can: 'case:decide',
  input: typed,
  async run(scene, { text }): Promise<Reply> {
    const { id, rest } = await caseOf(scene, text);
    await readForVerdict(scene, id);
    if (!rest) return opens(saidModal(scene, id, 'ask'));
    await askParties(scene, id, readSaid({ text: rest }));
    return says(scene.w.cases.ask.done);
  },
});

const judge = doing({
  id: 'case.judge',
  can: 'case:decide',
  input: caseId.extend({
    values: z.object({
      verdict: z.enum(VERDICTS),
      to: z.uuid().nullish(),
      share: z.string().max(10).nullish(),
      reason: z.string().max(4000).nullish(),
    }),
  }),
  async run(scene, { caseId: id, values }) {
    const { number } = await decideCase(scene, {
      caseId: id,
      verdict: values.verdict,
      toId: values.to ?? null,
      share: readShare(values.share),
      reason: readSaid({ text: values.reason }, 'reason').text,
    });
    const line = scene.w.cases.judge.done({ n: number });
    return goesBack(caseModal(scene, await readCase(scene, id), line));
  },
});

const appeal = doing({
  id: 'case.appeal',
  can: 'case:speak',
  input: caseId,
  async run(scene, input) {
    const view = await readCase(scene, input.caseId);
    if (!view.may.appeal) throw new Refusal(view.side ? 'appealTooLate' : 'notAllowed');
    return opens(saidModal(scene, input.caseId, 'appeal'));
  },
});

const appealSave = doing({
  id: 'case.appeal-save',
  can: 'case:speak',
  input: said,
  async run(scene, { caseId: id, values }) {
    const { number } = await appealCase(scene, id, readSaid(values));
    const line = scene.w.cases.appeal.done({ n: number });
    return goesBack(caseModal(scene, await readCase(scene, id), line));
  },
});

/** 申诉 `12 …`: appealed at once; without words the form. */
const appealTyped = doing({
  id: 'case.appeal-typed',
  can: 'case:speak',
  input: typed,
  async run(scene, { text }): Promise<Reply> {
    const { id, rest } = await caseOf(scene, text);
    if (!rest) return opens(saidModal(scene, id, 'appeal'));
    const { number } = await appealCase(scene, id, readSaid({ text: rest }));
    return says(scene.w.cases.appeal.done({ n: number }));
  },
});

export const caseDoings = [
  list,
  show,
  speak,
  state,
  stateTyped,
  ask,
  askSave,
  askTyped,
  decide,
  decideTyped,
  judge,
  appeal,
  appealSave,
  appealTyped,
];
