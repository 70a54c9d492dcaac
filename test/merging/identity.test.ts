import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Choices, SIDES } from '../../src/crm/merging/rules/choices.ts';
import { undoMerge } from '../../src/crm/merging/usecases/undo.ts';
import { ACT_NAMES, act } from './acts.ts';
import { openMergeRegister } from './support.ts';

const register = await openMergeRegister();
const { t } = register;

const doing = fc.record({ who: fc.constantFrom(0, 1), what: fc.constantFrom(...ACT_NAMES) });
const side = fc.constantFrom(...SIDES);
const chosen: fc.Arbitrary<Choices> = fc.record(
  {
    name: side,
    note: side,
    wechat: side,
    budget: side,
    layouts: side,
    stage: side,
    grade: side,
    status: side,
    rep: side,
  },
  { requiredKeys: [] },
);

/** Far from each other: near ones would be asked about. */
let nth = 0;
const nextPhone = () => String(13_900_000_000 + ((nth++ * 7_654_321) % 99_999_999));

it('whatever was done with two records, merging them and undoing it leaves both as they were, to the last row', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(doing, { minLength: 2, maxLength: 8 }),
      chosen,
      async (done, choices) => {
        const ids = [
          await register.register('U_LINA', nextPhone(), { followUp: 'cadence' }),
          await register.register('U_ZHANG', nextPhone(), {
            values: { name: '王晓芳', gender: 'female', note: '从抖音来' },
          }),
        ];
        await register.register('U_ZHANG', nextPhone(), { values: { referrerId: ids[1]! } });
        for (const { who, what } of done) await act(register, ids[who]!, what);
        const before = await register.dump(ids);
        await t.advance('1 minute');
        await register.merge('U_WANG', ids[0]!, ids[1]!, choices);
        const merged = await t.db.customer.findUniqueOrThrow({ where: { id: ids[1]! } });
        expect(merged.status).toBe('merged');
        await t.advance('1 hour');
        await undoMerge(await register.as('U_WANG'), ids[1]!);
        expect(await register.dump(ids)).toEqual(before);
      },
    ),
    { numRuns: 4, seed: 20_260_305 },
  );
});
