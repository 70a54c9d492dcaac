import { describe, expect, it } from 'vitest';
import { listBlockProblems, listViewProblems } from '../../sandbox/core/blocks/validate.ts';
import type { AnyBlock } from '../../src/bot/blocks.ts';
import type { Scene } from '../../src/bot/doing.ts';
import { behindModal } from '../../src/bot/views/digest/behind.ts';
import { detailsModal, repModal } from '../../src/bot/views/digest/details.ts';
import { digestMessage, overview } from '../../src/bot/views/digest/message.ts';
import { subscribeModal } from '../../src/bot/views/digest/subscribe.ts';
import { COUNTS, GROUP_NAMES } from '../../src/crm/digests/rules/figures.ts';
import type { Totals } from '../../src/crm/digests/rules/rates.ts';
import { FUNNEL_WEEKS, windowOf } from '../../src/crm/digests/rules/week.ts';
import type { BehindPage, Details } from '../../src/crm/digests/usecases/reading.ts';
import { DEFAULTS } from '../../src/crm/settings/rules.ts';
import { words } from '../../src/i18n/words.ts';
import type { Locale } from '../../src/lib/locale.ts';
import { wordsOf } from '../support/office.ts';

const LOCALES: Locale[] = ['zh', 'en'];
const HOSTILE = '<!channel> *x* <@U1> & 😀'.repeat(3);

/** A digest of a big team, or of one in which nothing happened. */
function digestOf(size: number, teamName = '东区'): Details {
  const keys = [...new Set(Object.values(COUNTS).flatMap((count) => count.keys))];
  const totals: Totals = Object.fromEntries(keys.map((key, nth) => [key, size * (nth + 1)]));
  for (let n = 0; n < size; n++)
    Object.assign(totals, { [`source.s${n}`]: n + 1, [`district.d${n}`]: n + 1 });
  const before = size > 0 ? totals : null;
  const reps = Array.from({ length: size }, (_, n) => ({
    memberId: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
    totals,
    oldest: { customerId: 'x', dueAt: new Date('2026-02-20T10:00:00Z') },
  }));
  const team = { teamId: 't', name: teamName, zone: 'Asia/Shanghai', createdAt: new Date(0) };
  const window = windowOf({ year: 2026, week: 9 }, team.zone, new Date('2026-03-05T00:00:00Z'));
  const snapshot = {
    ...{
      id: '00000000-0000-7000-8000-000000000001',
      teamId: 't',
      week: window.week,
      revision: 2,
      final: true,
    },
    takenAt: new Date('2026-03-05T00:00:00Z'),
    figures: { until: window.until, totals, before, reps },
  };
  const names = new Map(reps.map(({ memberId }, nth) => [memberId, `${HOSTILE}${nth}`]));
  return { team, window, snapshot, settings: DEFAULTS, names, scope: 'team', totals, before };
}

const sceneOf = (locale: Locale): Scene =>
  ({
    w: words(locale),
    actor: { id: 'me', locale, zone: 'Asia/Shanghai', teamIds: [] },
  }) as unknown as Scene;

const problems = (blocks: AnyBlock[]) => listBlockProblems(blocks, 'message');

describe.each(LOCALES)('a digest in %s', (locale) => {
  const speaking = { w: words(locale), locale };

  it.each([0, 1, 7, 120])('fits a message whatever happened in a team of %i', (size) => {
    for (const teamName of ['东区', HOSTILE]) {
      const digest = digestOf(size, teamName);
      const message = digestMessage(speaking, digest, {
        perRep: true,
        posted: { channel: '<#C1>' },
      });
      expect(problems(message.blocks)).toEqual([]);
      expect(problems(message.spare)).toEqual([]);
      expect(message.spare.some(({ type }) => type === 'data_visualization')).toBe(false);
      expect(message.text).not.toContain('<!channel>');
      expect(message.blocks.length).toBeLessThan(10);
    }
  });

  it('ten teams fit an overview', () => {
    const digests = Array.from({ length: 10 }, (_, n) => {
      const digest = digestOf(n);
      return {
        ...digest,
        snapshot: { ...digest.snapshot, id: `${digest.snapshot.id.slice(0, -1)}${n}` },
      };
    });
    expect(problems(overview(speaking, digests).blocks)).toEqual([]);
  });

  it('every page of the details fits a modal, for a big team too', () => {
    for (const size of [0, 3, 120]) {
      const details = digestOf(size);
      for (const group of GROUP_NAMES) {
        const view = detailsModal(sceneOf(locale), details, group);
        expect(listViewProblems(view)).toEqual([]);
        expect(wordsOf(view)).not.toContain('<!channel>');
      }
      const [rep] = details.snapshot.figures.reps;
      if (rep) expect(listViewProblems(repModal(sceneOf(locale), details, rep))).toEqual([]);
    }
  });

  it('every number has a name and a definition that names its period', () => {
    const { figure } = words(locale).digests;
    for (const { name, definition } of Object.values(figure)) {
      expect(name.length).toBeLessThanOrEqual(24);
      expect(definition.length).toBeGreaterThan(5);
    }
    // The funnel's weeks are written out in the definitions.
    for (const id of ['cohort', 'interestedRate', 'neverContacted'] as const) {
      expect(figure[id].definition).toContain(String(FUNNEL_WEEKS));
    }
  });

  it('the customers behind a number fit a modal', () => {
    const line = {
      ...{
        id: 'c',
        number: 1042,
        name: HOSTILE,
        gender: null,
        stage: 'interested',
        grade: 'A',
        status: 'active',
      },
      ...{ repId: 'r', repName: HOSTILE, lastEffectiveAt: null, nextDueAt: new Date(0), times: 3 },
    };
    const lines = Array.from({ length: 10 }, (_, n) => ({ ...line, id: `c${n}` }));
    for (const figure of ['missed', 'source.douyin', 'source.rest', 'district.none']) {
      const page: BehindPage = {
        ...{ ...digestOf(3), figure, repId: null, page: 1, pages: 3, lines },
        ...{ customers: 25, counted: 30, total: 40, now: new Date('2026-03-05T00:00:00Z') },
      };
      const view = behindModal(sceneOf(locale), page);
      expect(listViewProblems(view)).toEqual([]);
      expect(wordsOf(view)).not.toContain('<!channel>');
    }
  });

  it('a hundred subscriptions leave room for the form', () => {
    const teams = [digestOf(1, HOSTILE).team];
    const one = {
      teamId: 't',
      memberId: 'me',
      channelId: null,
      weekday: 7,
      time: '09:00',
      zone: 'Asia/Shanghai',
      locale,
    };
    const list = Array.from({ length: 100 }, (_, n) => ({
      ...one,
      id: `s${n}`,
      handledTo: new Date(0),
    }));
    expect(listViewProblems(subscribeModal(sceneOf(locale), { teams, list }))).toEqual([]);
  });
});
