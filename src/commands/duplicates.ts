import { z } from 'zod';
import { doing, type Feature, type Scene } from '../bot/doing.ts';
import { goesBack, opens, type Reply, replaces } from '../bot/reply.ts';
import { decisionModal } from '../bot/views/duplicates/family.ts';
import { pairFamilyModal, pairsModal } from '../bot/views/duplicates/list.ts';
import { sayNumber } from '../crm/customers/rules.ts';
import {
  keepApart,
  makeFamily,
  readForFamily,
  readPairs,
} from '../crm/duplicates/usecases/index.ts';
import { RELATIONS } from '../crm/households/rules.ts';
import { readDecision } from '../crm/households/usecases/index.ts';

const page = z.number().int().min(0).max(10_000).default(0);
const pair = z.object({ pairId: z.uuid(), page });

/** 查重复: pairs of records that may be one person or one family. */
const list = doing({
  id: 'duplicates.list',
  can: 'duplicate:see',
  input: z.object({}),
  async run(scene) {
    return opens(pairsModal(scene, await readPairs(scene, 0)));
  },
});

const turn = doing({
  id: 'duplicates.page',
  can: 'duplicate:see',
  input: z.object({ page }),
  async run(scene, input) {
    return replaces(pairsModal(scene, await readPairs(scene, input.page)));
  },
});

/** 不是同一人 Not the same: remembered for good. */
const different = doing({
  id: 'duplicates.different',
  can: 'duplicate:see',
  input: pair,
  async run(scene, input) {
    const { one, other } = await keepApart(scene, input.pairId);
    const customers = `${sayNumber(one)}, ${sayNumber(other)}`;
    return replaces(
      await pageAfter(scene, input.page, scene.w.duplicates.list.decided({ customers })),
    );
  },
});

/** After a decision the page may be empty: then it is the one before. */
async function pageAfter(scene: Scene, at: number, done: string) {
  const found = await readPairs(scene, at);
  const isGone = found.pairs.length === 0 && at > 0;
  return pairsModal(scene, isGone ? await readPairs(scene, at - 1) : found, done);
}

/** 是一家人 One family: what they are to each other is asked first. */
const family = doing({
  id: 'duplicates.family',
  can: 'duplicate:see',
  input: pair,
  async run(scene, { pairId, page: at }) {
    const found = await readForFamily(scene, pairId);
    return opens(pairFamilyModal(scene, { pairId, page: at, ...found }));
  },
});

const linkPair = doing({
  id: 'duplicates.make-family',
  can: 'duplicate:see',
  input: pair.extend({ values: z.object({ relation: z.enum(RELATIONS) }) }),
  async run(scene, { pairId, page: at, values }): Promise<Reply> {
    const { state, linkId } = await makeFamily(scene, { pairId, relation: values.relation });
    if (state === 'proposed')
      return replaces(decisionModal(scene, await readDecision(scene, linkId)));
    return goesBack(await pageAfter(scene, at, scene.w.duplicates.family.linked));
  },
});

/** Likely duplicates, for whoever decides them. */
export const duplicates: Feature = { doings: [list, turn, different, family, linkPair] };
