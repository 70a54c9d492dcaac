import { z } from 'zod';
import { doing, type Feature, type Scene } from '../bot/doing.ts';
import { opens, type Reply, replaces } from '../bot/reply.ts';
import { customersModal } from '../bot/views/matching/customers.ts';
import { sheetModal } from '../bot/views/matching/sheet.ts';
import { unitsModal } from '../bot/views/matching/units.ts';
import { readNumber } from '../crm/customers/rules.ts';
import { readCustomersFor } from '../crm/matching/usecases/customers.ts';
import { readUnitsFor, readUnitsForNumber } from '../crm/matching/usecases/homes.ts';
import { giveProposal, readSheet, takeProposalBack } from '../crm/matching/usecases/proposals.ts';
import { listNamed } from '../crm/properties/usecases/stock.ts';
import { Refusal } from '../lib/refusal.ts';
import { requireLine, typedLine } from './customer/typed-line.ts';

const page = z.number().int().min(0).max(10_000).default(0);

/** 匹配房源: what fits this customer, from the card. */
const units = doing({
  id: 'match.units',
  can: 'match:see',
  input: z.object({ id: z.uuid() }),
  async run(scene, { id }) {
    return opens(unitsModal(scene, await readUnitsFor(scene, id)));
  },
});

/** Another page of it, or back to it from a sheet. */
const unitsPage = doing({
  id: 'match.page',
  can: 'match:see',
  input: z.object({ id: z.uuid(), page }),
  async run(scene, input) {
    return replaces(unitsModal(scene, await readUnitsFor(scene, input.id, input.page)));
  },
});

/** 匹配客户: whom this unit fits, from its card. */
const customers = doing({
  id: 'match.customers',
  can: 'match:see',
  input: z.object({ unitId: z.uuid() }),
  async run(scene, { unitId }) {
    return opens(customersModal(scene, await readCustomersFor(scene, unitId)));
  },
});

const customersPage = doing({
  id: 'match.customers-page',
  can: 'match:see',
  input: z.object({ unitId: z.uuid(), page }),
  async run(scene, input) {
    return replaces(customersModal(scene, await readCustomersFor(scene, input.unitId, input.page)));
  },
});

/** Typed: a customer's number, or how a unit is called; a bare number is a unit's before a customer's. */
const typed = doing({
  id: 'match.typed',
  can: 'match:see',
  input: z.object({ text: typedLine }),
  async run(scene, { text }): Promise<Reply> {
    const number = /^\s*c/iu.test(text) ? readNumber(text) : null;
    if (number !== null) return opens(unitsModal(scene, await readUnitsForNumber(scene, number)));
    const [unit, other] = await listNamed(scene, requireLine(text));
    if (unit && !other) return opens(customersModal(scene, await readCustomersFor(scene, unit.id)));
    if (other) throw new Refusal('matchSeveral');
    const bare = readNumber(text);
    if (bare === null) throw new Refusal('matchWhat');
    return opens(unitsModal(scene, await readUnitsForNumber(scene, bare)));
  },
});

/** 生成推荐单: the picked units become a sheet, noted as given. */
const give = doing({
  id: 'proposal.give',
  can: 'proposal:give',
  input: z.object({
    id: z.uuid(),
    values: z.object({ units: z.array(z.uuid()).max(100).default([]) }),
  }),
  async run(scene, { id, values }) {
    const { id: proposalId } = await giveProposal(scene, {
      customerId: id,
      unitIds: values.units,
    });
    return showSheet(scene, proposalId);
  },
});

const sheet = doing({
  id: 'proposal.show',
  can: 'match:see',
  input: z.object({ proposalId: z.uuid(), locale: z.enum(['zh', 'en']).optional() }),
  async run(scene, { proposalId, locale }) {
    return showSheet(scene, proposalId, locale);
  },
});

/** 其实没有给: it does not count. */
const takeBack = doing({
  id: 'proposal.take-back',
  can: 'proposal:give',
  input: z.object({ proposalId: z.uuid() }),
  async run(scene, { proposalId }) {
    await takeProposalBack(scene, proposalId);
    return showSheet(scene, proposalId);
  },
});

async function showSheet(scene: Scene, proposalId: string, locale?: 'zh' | 'en'): Promise<Reply> {
  const found = await readSheet(scene, proposalId);
  return replaces(sheetModal(scene, found, locale ?? found.proposal.locale));
}

/** What is for sale and what customers want, brought together both ways; proposals. */
export const matching: Feature = {
  doings: [units, unitsPage, customers, customersPage, typed, give, sheet, takeBack],
};
