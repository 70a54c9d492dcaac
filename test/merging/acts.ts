import { PEOPLE } from '../../prisma/seed/office.ts';
import { reassignCustomers } from '../../src/crm/assignment/usecases.ts';
import type { Ctx } from '../../src/crm/context.ts';
import type { CustomerValues } from '../../src/crm/customers/values.ts';
import { editCustomer } from '../../src/crm/editing/usecases.ts';
import { finishFollowUp } from '../../src/crm/followups/usecases/change.ts';
import { planFollowUp } from '../../src/crm/followups/usecases/plan.ts';
import { logContact } from '../../src/crm/interactions/usecases/log.ts';
import { holdCustomer } from '../../src/crm/ownership/usecases/hold.ts';
import { lapseDue } from '../../src/crm/ownership/usecases/lapse.ts';
import { answerReview, verifyCustomer } from '../../src/crm/review/usecases/answering.ts';
import { approveReview, turnBack } from '../../src/crm/review/usecases/deciding.ts';
import { changeGrade, changeStage } from '../../src/crm/stages/usecases.ts';
import { invalidateCustomer } from '../../src/crm/validity/usecases.ts';
import { Refusal, Refusals } from '../../src/lib/refusal.ts';
import { Planner } from '../../src/nudges/planner.ts';
import type { MergeRegister } from './support.ts';

/** What people do with a customer, by name: each is one use case, as a manager who may do it all. */
export const ACTS = {
  visit: (at) =>
    logContact(at.wang, contact(at.id, { kind: 'visit', said: '看了样板房', next: 'none' })),
  noAnswer: (at) => logContact(at.wang, contact(at.id, { result: 'no_answer', next: 'none' })),
  answerFollowUp: async (at) => {
    const open = await openOf(at);
    await logContact(at.wang, { ...contact(at.id, { next: 'none' }), followUpId: open });
  },
  plan: (at) =>
    planFollowUp(at.wang, {
      customerId: at.id,
      dueAt: new Date(at.now.getTime() + 3_600_000),
      grain: 'minute',
      what: '带价格表',
      existing: 'keep',
    }),
  finish: async (at) => finishFollowUp(at.wang, await openOf(at)),
  toInterested: (at) => changeStage(at.wang, { ...at.stage, to: 'interested' }),
  toClosed: (at) => changeStage(at.wang, { ...at.stage, to: 'closed' }),
  gradeA: (at) => changeGrade(at.wang, { customerId: at.id, to: 'A' }),
  hold: (at) => holdCustomer(at.wang, { id: at.id, reason: '总部关系', until: null }),
  holdAWhile: (at) =>
    holdCustomer(at.wang, {
      id: at.id,
      reason: '出差',
      until: new Date(at.now.getTime() + 600_000),
    }),
  giveToZhang: (at) => reassignCustomers(at.wang, { customerIds: [at.id], toId: PEOPLE.zhang.id }),
  invalid: (at) => invalidateCustomer(at.wang, at.id, 'survey'),
  note: (at) => edit(at, { note: `备注 ${at.now.toISOString()}` }),
  need: (at) =>
    edit(at, { budget: { min: 8_000_000, max: 9_000_000, currency: 'CNY' }, layouts: ['2br'] }),
  wechat: (at) => edit(at, { wechat: `wx_${at.now.getTime()}` }),
  remind: (at) => new Planner(at.register.t.db).plan(),
  approve: (at) => approveReview(at.wang, { id: at.id }),
  turnBack: (at) =>
    turnBack(at.wang, { id: at.id }, { what: 'return', reason: 'need', text: '面积没写' }),
  handIn: (at) => answerReview(at.wang, { id: at.id, text: '已补' }),
  verify: (at) => verifyCustomer(at.wang, { id: at.id, checked: { phone: 'customer' } }),
  lapse: async (at) => {
    await at.register.t.advance('60 days');
    await lapseDue({ db: at.register.t.db, keys: at.register.t.keyring });
  },
} satisfies Record<string, (at: At) => unknown>;

export type Act = keyof typeof ACTS;
export const ACT_NAMES = Object.keys(ACTS) as Act[];

interface At {
  register: MergeRegister;
  wang: Ctx;
  id: string;
  now: Date;
  stage: { customerId: string; reason: null; note: null };
}

/** Does something to a customer a minute later; what the register refuses is not done. */
export async function act(register: MergeRegister, id: string, name: Act): Promise<void> {
  await register.t.advance('1 minute');
  const [row] = await register.t.db.$queryRaw<{ now: Date }[]>`SELECT app_now() AS now`;
  const at: At = {
    register,
    wang: await register.as('U_WANG'),
    id,
    now: row!.now,
    stage: { customerId: id, reason: null, note: null },
  };
  try {
    await ACTS[name](at);
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof Refusals)) throw error;
  }
}

function contact(customerId: string, change: Partial<Parameters<typeof logContact>[1]>) {
  return {
    customerId,
    followUpId: null,
    kind: 'phone' as const,
    result: 'effective' as const,
    happenedAt: null,
    said: '谈了总价',
    partySize: null,
    next: 'usual' as const,
    missing: null,
    ...change,
  };
}

async function edit({ register, wang, id }: At, values: Partial<CustomerValues>): Promise<void> {
  const { version } = await register.t.db.customer.findUniqueOrThrow({ where: { id } });
  await editCustomer(wang, { id, version, values });
}

async function openOf({ register, id }: At): Promise<string> {
  const found = await register.t.db.followUp.findFirst({
    where: { customerId: id, state: 'open' },
    orderBy: { id: 'asc' },
  });
  if (!found) throw new Refusal('followUpClosed');
  return found.id;
}
