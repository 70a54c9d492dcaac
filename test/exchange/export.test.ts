import { describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { exportWords } from '../../src/bot/views/exchange/export.ts';
import { listOffice } from '../../src/crm/access/usecases/index.ts';
import { findFile } from '../../src/crm/customers/store.ts';
import { exportCustomers } from '../../src/crm/exchange/usecases/export.ts';
import { readUndoable, runUndo, startUndo } from '../../src/crm/exchange/usecases/undo.ts';
import { getRules } from '../../src/crm/settings/usecases.ts';
import { words } from '../../src/i18n/words.ts';
import { csvLines } from '../../src/lib/table/writing.ts';
import { NOW, testDatabase } from '../support/database.ts';
import { csv, importOffice } from './support.ts';

const t = await testDatabase({ now: NOW });
const office = await importOffice(t);
const admin = await office.as('U_ADMIN');
const wang = await office.as('U_WANG');
const grace = await office.as('U_GRACE');
const { east } = TEAMS;

async function exported(ctx: typeof wang, purpose: string | null, locale: 'zh' | 'en' = 'zh') {
  const people = await listOffice(ctx);
  const { settings } = await getRules(ctx, null);
  const said = exportWords(
    { w: words(locale), locale, settings },
    { ...people, zone: 'Asia/Shanghai' },
  );
  let text = '';
  for await (const chunk of csvLines(exportCustomers(ctx, { teamId: null, purpose }, said)))
    text += chunk;
  return text;
}

const valuesOf = async (name: string) => {
  const { id } = await t.db.customer.findFirstOrThrow({ where: { name } });
  const { values, ...file } = (await findFile({ db: t.db, keys: t.keyring }, id))!;
  const { stage, grade, arrivalKind, registeredAt, repId, consentAt } = file;
  return { ...values, stage, grade, arrivalKind, registeredAt, repId, consentAt };
};

let brought = await office.bring(
  admin,
  csv(
    '姓名,电话,微信,来源,预算,户型,区域,地址,备注,置业顾问,登记时间,等级,阶段,联系同意,介绍人',
    `王晓芳,13800010001;+44 7911 123456,wxf_88,抖音,800-1000万,三房,浦东,浦东大道 1 号,"'=1+1 元, ""急""",李娜,2025-06-01 14:30,A,洽谈客户,是,`,
    `陈先生,13800010002,,抖音,,,,,'- 周末来,张伟,2025-07-02 09:00,B,意向客户,否,王晓芳`,
  ),
  east.id,
);

describe('Wang Fang takes her team’s customers out of the register', () => {
  it('with phones masked and without what people wrote, unless she says what for', async () => {
    const text = await exported(wang, null);
    expect(text).toMatch(/^\uFEFF编号,姓名,电话,/);
    expect(text).toContain('138****0001;****3456');
    expect(text).not.toMatch(/13800010001|wxf_88|浦东大道|急|备注/);
    await expect(exported(wang, '   ')).rejects.toThrow('exportPurpose');
    for (const who of ['U_LINA', 'U_CHEN'])
      await expect(exported(await office.as(who), null)).rejects.toThrow('notAllowed');
    // Grace manages another team: headings only.
    expect((await exported(grace, '换系统的备份')).trim().split('\r\n')).toHaveLength(1);
  });

  it('no cell is calculated by a spreadsheet, and each export is kept with who, which and what for', async () => {
    const text = await exported(wang, '换系统的备份');
    expect(text).toContain(`"'=1+1 元, ""急"""`);
    expect(text).toContain("'- 周末来");
    expect(text).not.toMatch(/(^|,)"?[=+\-@]/m);
    const kept = await t.db.export.findFirstOrThrow({
      where: { isMasked: false, byId: PEOPLE.wang.id },
    });
    expect(Buffer.from(kept.purposeSealed!).toString('latin1')).not.toContain('备份');
    const pages = await t.db.audit.findMany({
      where: { action: 'export.page', subjectId: kept.id },
    });
    const ids = pages.flatMap(({ details }) => (details as { customers: string[] }).customers);
    expect(ids).toHaveLength(2);
    await expect(t.pool.query('DELETE FROM exports')).rejects.toThrow(/permission denied|append/);
  });

  it.each(['zh', 'en'] as const)(
    'what was taken out can be brought in again (%s)',
    async (locale) => {
      const before = [await valuesOf('王晓芳'), await valuesOf('陈先生')];
      const file = Buffer.from(await exported(admin, '换系统的备份', locale));
      const { id } = brought;
      expect(await readUndoable(admin, id)).toMatchObject({ builtOn: 0 });
      await startUndo(admin, id);
      await runUndo(admin, id);
      expect(await t.db.customer.count()).toBe(0);

      const done = await office.bring(admin, file, east.id);
      expect(await office.behind(admin, done.id)).toEqual({});
      brought = done;
      expect(done).toMatchObject({ created: 2, refused: 0 });
      const after = [await valuesOf('王晓芳'), await valuesOf('陈先生')];
      // The number of who recommended him is another one now, so the name is not found by it.
      const same = (one: (typeof before)[number]) => ({
        ...one,
        referrerId: null,
        referrer: null,
        consentAt: one.consentAt !== null,
      });
      expect(after.map(same)).toEqual(before.map(same));
    },
  );
});
