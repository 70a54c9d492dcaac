import { z } from 'zod';
import { doing, type Scene } from '../../bot/doing.ts';
import { closes, opens, type Reply } from '../../bot/reply.ts';
import { type ClaimForm, claimModal } from '../../bot/views/cases/forms.ts';
import { readSaid } from '../../crm/cases/schema.ts';
import { type Claim, openCase, readForCase, requireCheck } from '../../crm/cases/usecases/claim.ts';
import { readNumber } from '../../crm/customers/rules.ts';
import { readIdentity } from '../../crm/ownership/rules/identity.ts';
import { readOwnSettings } from '../../crm/settings/usecases.ts';
import { Refusal } from '../../lib/refusal.ts';

const check = {
  checkId: z.uuid().optional(),
  nth: z.number().int().min(0).max(20).default(0),
};

/** 提 Claim a customer: after a check by its note, by the phone with a reason at once, or in a form. */
const open = doing({
  id: 'case.open',
  can: 'case:open',
  input: z.object({ ...check, text: z.string().max(4000).optional() }),
  async run(scene, { checkId, nth, text }): Promise<Reply> {
    if (checkId) {
      await requireCheck(scene, checkId, nth);
      return opens(claimModal(scene, { checkId, nth }));
    }
    return opens(claimModal(scene, text?.trim() ? await formOf(scene, text.trim()) : {}));
  },
});

/** `C-1042` names a record, for who leads its team; anything else is what a rep knows of the customer. */
async function formOf(scene: Scene, text: string): Promise<ClaimForm> {
  const [head = '', ...rest] = text.split(/\s+/);
  const number = /^c/i.test(head) ? readNumber(head) : null;
  if (number !== null) {
    const { record, reps } = await readForCase(scene, number);
    return { customer: record, reps, typed: { text: rest.join(' ') } };
  }
  const { identity, reason } = await splitTyped(scene, text);
  return { typed: { identity, text: reason } };
}

/** The longest beginning that is a phone, a WeChat id or an e-mail, and the reason after it. */
async function splitTyped(
  scene: Scene,
  text: string,
): Promise<{ identity: string; reason: string }> {
  const { settings } = await readOwnSettings(scene);
  const words = text.split(/\s+/);
  for (let n = Math.min(words.length, 5); n > 0; n--) {
    const identity = words.slice(0, n).join(' ');
    // A phone may be written in groups; an account is one word.
    const known = readIdentity(identity, settings.phoneRegion);
    const isPhone = known?.by === 'phone' || known?.by === 'masked';
    if (known && (isPhone ? /^[\d+() -]/.test(words[n - 1] ?? '') : n === 1))
      return { identity, reason: words.slice(n).join(' ') };
  }
  return { identity: words[0] ?? '', reason: words.slice(1).join(' ') };
}

const claim = doing({
  id: 'case.claim',
  can: 'case:open',
  input: z.object({
    ...check,
    customerId: z.uuid().optional(),
    values: z.object({
      identity: z.string().max(120).nullish(),
      rep: z.uuid().nullish(),
      text: z.string().max(4000).nullish(),
      links: z.string().max(4000).nullish(),
    }),
  }),
  async run(scene, { checkId, nth, customerId, values }) {
    const said = readSaid(values);
    const { number, joined } = await openCase(
      scene,
      claimOf({ checkId, nth, customerId }, values),
      said,
    );
    const words = scene.w.cases.claim;
    return closes({ text: (joined ? words.joined : words.opened)({ n: number }) });
  },
});

function claimOf(
  memo: { checkId?: string | undefined; nth: number; customerId?: string | undefined },
  values: { identity?: string | null | undefined; rep?: string | null | undefined },
): Claim {
  const { checkId, nth, customerId } = memo;
  if (checkId) return { by: 'check', checkId, nth };
  if (customerId) {
    if (!values.rep) throw new Refusal('noRep', {}, 'rep');
    return { by: 'record', customerId, claimantId: values.rep };
  }
  return { by: 'identity', text: values.identity ?? '' };
}

export const claimDoings = [open, claim];
