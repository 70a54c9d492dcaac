import { z } from 'zod';
import { doing } from '../bot/doing.ts';
import { findToClaim } from '../crm/ownership/usecases/pool.ts';
import { requireLine, typedLine } from './customer/typed-line.ts';
import { readWho } from './customer/who.ts';

const line = z.object({ text: typedLine });

/** 领取 `C-1042`: what the button in the pool does. */
const claim = doing({
  id: 'pool.claim-typed',
  can: 'pool:claim',
  input: line,
  async run(scene, { text }) {
    return scene.ask('pool.claim', { id: await findToClaim(scene, requireLine(text)) });
  },
});

/** 保留 `C-1042 客户出国两周`: the form with the reason, or the hold that stands. */
const hold = doing({
  id: 'hold.typed',
  can: 'protection:hold',
  input: line,
  async run(scene, { text }) {
    const { id, rest } = await readWho(scene, text);
    return scene.ask('hold.open', { id, ...(rest && { reason: rest }) });
  },
});

/** 转派 `C-1042 张伟`: the form with the colleague who is named. */
const reassign = doing({
  id: 'customer.reassign-typed',
  can: 'customer:reassign',
  input: line,
  async run(scene, { text }) {
    const { id, rest } = await readWho(scene, text);
    return scene.ask('customer.reassign', { id, ...(rest && { to: rest }) });
  },
});

/** Whose a customer is, by typing. */
export const typedOwnership = [claim, hold, reassign];
