import { expect, it } from 'vitest';
import { TEAMS } from '../../prisma/seed/office.ts';
import { findActor } from '../../src/crm/access/store.ts';
import { saveCare } from '../../src/crm/care/usecases/days.ts';
import { giveProposal, takeProposalBack } from '../../src/crm/matching/usecases/proposals.ts';
import { listMyViewings } from '../../src/crm/viewings/usecases/list.ts';
import { newId } from '../../src/lib/id.ts';
import { openMergeRegister } from '../merging/support.ts';
import { openProject, refusalOf } from '../properties/support.ts';

const register = await openMergeRegister();
const { t } = register;
await t.setNow('2026-03-05T10:00:00+08:00');
const lina = await register.as('U_LINA');
const wang = await register.as('U_WANG');
const admin = await t.db.member.findFirstOrThrow({ where: { role: 'administrator' } });
const zhang = await register.as('U_ZHANG');
let last = 13_500_000_000;
const one = (who = 'U_LINA') => {
  last += 1_010_101;
  return register.register(who, `+86${last}`);
};
const days = { agrees: true, birthday: '03-05', moveInOn: null };
const withdrawal = { agrees: false, birthday: null, moveInOn: null };
const care = (customerId: string) => t.db.careFile.findUnique({ where: { customerId } });

async function arrange(customerId: string, memberId: string) {
  const id = newId(new Date());
  await t.db.viewing.create({
    data: {
      ...{ id, customerId, memberId, createdById: memberId },
      startsAt: new Date('2026-03-05T15:00:00+08:00'),
      endsAt: new Date('2026-03-05T16:00:00+08:00'),
      zone: 'Asia/Shanghai',
      createdAt: new Date('2026-03-05T10:00:00+08:00'),
    },
  });
}

it('Zhang Wei, moved to another team, reads nothing of the old team’s customers; the administrator reads the whole week', async () => {
  const customer = await one('U_LINA');
  await arrange(customer, zhang.actor.id);
  const today = { scope: 'today', page: 0 } as const;
  const week = { scope: 'week', page: 0 } as const;
  expect((await listMyViewings(zhang, today)).lines).toHaveLength(1);
  const moved = { ...zhang, actor: { ...zhang.actor, teamIds: [TEAMS.west.id] } };
  const empty = { open: 0, today: 0, coming: 0, week: 0 };
  expect(await listMyViewings(moved, today)).toMatchObject({ lines: [], counts: empty });
  const all = await listMyViewings(
    { ...lina, actor: (await findActor(t.db, admin.slackUserId))! },
    week,
  );
  expect(all).toMatchObject({ isTeams: true, lines: [{ customerId: customer }] });
  expect(all.figures).toMatchObject({ open: 1 });
});

it('care days that were withdrawn stay forgotten, whichever record kept them and whatever the merge noted', async () => {
  const [keep, lose, former] = [await one(), await one(), await one()];
  await saveCare(lina, { customerId: keep, ...days });
  await saveCare(lina, { customerId: keep, ...withdrawal });
  await saveCare(lina, { customerId: lose, ...days });
  await register.merge('U_WANG', keep, lose);
  expect(await care(lose)).toMatchObject({ birthdaySealed: null, birthdayIndex: null });
  expect((await care(lose))!.withdrawnAt).not.toBeNull();

  const kept = await one();
  await saveCare(lina, { customerId: former, ...days });
  await register.merge('U_WANG', kept, former);
  expect((await care(kept))!.birthdaySealed).not.toBeNull();
  await saveCare(wang, { customerId: kept, ...withdrawal });
  const noted = await t.db.mergeRow.findMany({ where: { table: 'care_files' } });
  expect(noted).not.toEqual([]);
  expect(JSON.stringify(noted)).not.toMatch(/birthday|move_in/);
});

it('who wants no contact gets no sheet; the same homes on one day are one proposal', async () => {
  const { addUnit } = await openProject(wang);
  const customerId = await one();
  const [a, b] = [await addUnit(), await addUnit()];
  const first = await giveProposal(lina, { customerId, unitIds: [a, b] });
  expect(await giveProposal(lina, { customerId, unitIds: [b, a] })).toEqual(first);
  expect(await giveProposal(lina, { customerId, unitIds: [a] })).not.toEqual(first);
  await takeProposalBack(lina, first.id);
  expect(await giveProposal(lina, { customerId, unitIds: [a, b] })).not.toEqual(first);
  expect(await t.db.proposal.count({ where: { customerId } })).toBe(3);
  await t.db.customer.update({ where: { id: customerId }, data: { doNotContact: true } });
  expect(await refusalOf(giveProposal(lina, { customerId, unitIds: [b] }))).toBe(
    'textDoNotContact',
  );
});
