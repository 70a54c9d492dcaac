import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../prisma/seed/office.ts';
import { listNumbers } from '../../src/crm/conduct/store/signals.ts';
import { gatherFamily, linkFamily } from '../../src/crm/households/usecases/index.ts';
import { mergeCustomers } from '../../src/crm/merging/usecases/merge.ts';
import { undoMerge } from '../../src/crm/merging/usecases/undo.ts';
import { approveReview, turnBack } from '../../src/crm/review/usecases/deciding.ts';
import { readReview } from '../../src/crm/review/usecases/reading.ts';
import { openMergeRegister } from './support.ts';

const register = await openMergeRegister();
const { t } = register;
const wang = await register.as('U_WANG');
const chen = await register.as('U_CHEN');

const PHONES = [
  '13500010001',
  '13655520002',
  '13777730003',
  '13844440004',
  '13999950005',
  '15022260006',
  '15133370007',
  '15244480008',
];
const next = () => PHONES.shift()!;
const one = (who: string, name: string) =>
  register.register(who, next(), { values: { name, gender: 'female' } });
const row = (id: string) => t.db.customer.findUniqueOrThrow({ where: { id } });
const approve = async (id: string) => {
  for (const ctx of [wang, chen]) await approveReview(ctx, { id });
};

describe('Wang Fang merges two records that were reviewed', () => {
  it('the merged one is looked at again, not by her; what was said of the lost one is read on it', async () => {
    const [keep, lose] = [await one('U_LINA', '沈女士'), await one('U_ZHANG', '沈晓芳')];
    await approve(keep);
    await turnBack(wang, { id: lose }, { what: 'return', reason: 'other', text: '电话打不通' });
    const { number } = await row(lose);
    await register.merge('U_WANG', keep, lose);
    expect((await row(keep)).reviewState).toBe('waiting');
    const card = await readReview(wang, keep);
    expect(card.review).toMatchObject({
      cause: 'change',
      fields: expect.arrayContaining(['phones']),
    });
    expect(card.may.whyNot).toBe('reviewOwn');
    expect(card.former).toMatchObject([
      { number, steps: [{ what: 'return', text: '电话打不通' }] },
    ]);

    await undoMerge(wang, lose);
    expect((await row(keep)).reviewState).toBe('approved');
    expect((await row(lose)).reviewState).toBe('returned');
    expect(await t.db.review.count({ where: { customerId: keep } })).toBe(1);
  });

  it('a review that somebody decided since stays with the kept record', async () => {
    const [keep, lose] = [await one('U_LINA', '韩女士'), await one('U_ZHANG', '韩晓芳')];
    await approve(keep);
    await register.merge('U_WANG', keep, lose);
    const { review } = await readReview(chen, keep);
    await turnBack(chen, { id: keep }, { what: 'ask', text: '哪个电话对？' });
    await undoMerge(wang, lose);
    expect((await row(keep)).reviewState).toBe('asked');
    expect((await readReview(chen, keep)).review?.id).toBe(review?.id);
  });
});

it('a family that the merge would leave under two reps is said, and gathered when she wants it', async () => {
  const [keep, lose] = [await one('U_LINA', '杨女士'), await one('U_ZHANG', '杨晓芳')];
  const spouse = await one('U_ZHANG', '郭先生');
  await linkFamily(wang, { customerId: lose, otherId: spouse, relation: 'spouse' });
  const [kept, lost] = [await row(keep), await row(lose)];
  const done = await mergeCustomers(wang, {
    ...{ keepId: keep, loseId: lose, choices: {} },
    ...{ keepVersion: kept.version, loseVersion: lost.version },
  });
  expect(done).toMatchObject({ apart: 1 });
  await expect(gatherFamily(await register.as('U_LINA'), keep)).rejects.toThrow('notAllowed');
  expect(await gatherFamily(wang, keep)).toEqual({ moved: 1 });
  expect((await row(spouse)).repId).toBe(PEOPLE.lina.id);
  // What a question about conduct named before is named by the number that stands.
  expect(await listNumbers(t.db, [lose, spouse])).toEqual([
    kept.number,
    (await row(spouse)).number,
  ]);
});
