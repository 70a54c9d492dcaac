import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canVoid, closingOf, isLate, sameDay } from '../../src/crm/reception/rules/arrivals.ts';
import { arrange, keepsPlace, type Place } from '../../src/crm/reception/rules/rota.ts';
import { readSaid, readSaidForm } from '../../src/crm/reception/schema.ts';

const at = (iso: string) => new Date(iso);
const zone = 'Asia/Shanghai';
const place = (nth: number, state: Place['state'] = 'on'): Place => ({
  memberId: `m${nth}`,
  name: `Rep ${nth}`,
  place: nth,
  state,
  since: at('2026-03-11T08:00:00+08:00'),
});

describe('the rota', () => {
  it('the lowest place on duty is whose turn it is; skipped and absent people are passed over', () => {
    const rota = arrange(
      [place(3), place(1, 'skipped'), place(2), place(4, 'off')],
      new Set(['m2']),
    );
    expect(rota.turn.map(({ memberId }) => memberId)).toEqual(['m3']);
    expect(rota.skipped.map(({ memberId }) => memberId)).toEqual(['m1']);
    expect(rota.absent.map(({ memberId }) => memberId)).toEqual(['m2']);
    expect(rota.off.map(({ memberId }) => memberId)).toEqual(['m4']);
  });

  it('everybody stands in exactly one list, in the order of their places', () => {
    const states = fc.constantFrom<Place['state']>('on', 'skipped', 'off');
    const people = fc.uniqueArray(
      fc.record({ nth: fc.nat(50), state: states, away: fc.boolean() }),
      {
        selector: ({ nth }) => nth,
      },
    );
    fc.assert(
      fc.property(people, (rows) => {
        const away = new Set(rows.filter((row) => row.away).map(({ nth }) => `m${nth}`));
        const rota = arrange(
          rows.map(({ nth, state }) => place(nth, state)),
          away,
        );
        const all = [...rota.turn, ...rota.skipped, ...rota.absent, ...rota.off];
        expect(all.map(({ memberId }) => memberId).sort()).toEqual(
          rows.map(({ nth }) => `m${nth}`).sort(),
        );
        for (const list of Object.values(rota) as Place[][]) {
          const places = list.map((one) => one.place);
          expect(places).toEqual([...places].sort((a, b) => a - b));
        }
        expect(rota.turn.every(({ memberId }) => !away.has(memberId))).toBe(true);
      }),
    );
  });

  it('who signs on stands where the evening left them; who left during the day goes to the end', () => {
    const today = at('2026-03-12T00:00:00+08:00');
    expect(keepsPlace({ ...place(1, 'off'), since: at('2026-03-11T18:00:00+08:00') }, today)).toBe(
      true,
    );
    expect(keepsPlace({ ...place(1, 'off'), since: at('2026-03-12T10:00:00+08:00') }, today)).toBe(
      false,
    );
    expect(keepsPlace(null, today)).toBe(false);
  });
});

describe('an arrival', () => {
  it.each([
    ['2026-03-11T23:59:00+08:00', false],
    ['2026-03-12T00:00:00+08:00', true],
  ])('registered at %s: late %s', (registered, late) => {
    expect(isLate('2026-03-11', at(registered), zone)).toBe(late);
  });

  it('counts as registered the same day only when it was, and never when no data was left', () => {
    const day = '2026-03-11';
    const closedAt = at('2026-03-11T20:00:00+08:00');
    expect(sameDay({ day, outcome: 'registered', closedAt }, zone)).toBe(true);
    expect(sameDay({ day, outcome: 'known', closedAt }, zone)).toBe(true);
    expect(sameDay({ day, outcome: 'none', closedAt }, zone)).toBe(false);
    expect(sameDay({ day, outcome: null, closedAt: null }, zone)).toBe(false);
    const next = at('2026-03-12T09:00:00+08:00');
    expect(sameDay({ day, outcome: 'registered', closedAt: next }, zone)).toBe(false);
  });

  it('can be taken back for ten minutes, unless something came of it', () => {
    const arrival = { at: at('2026-03-11T10:00:00+08:00'), outcome: null, voidedAt: null };
    expect(canVoid(arrival, at('2026-03-11T10:10:00+08:00'))).toBe(true);
    expect(canVoid(arrival, at('2026-03-11T10:10:01+08:00'))).toBe(false);
    expect(canVoid({ ...arrival, outcome: 'registered' }, arrival.at)).toBe(false);
  });

  it('is asked about from the end of work on, on its own day', () => {
    const settings = { workEnd: '18:00' };
    expect(closingOf(at('2026-03-11T17:59:00+08:00'), zone, settings)).toBeNull();
    expect(closingOf(at('2026-03-11T18:00:00+08:00'), zone, settings)).toEqual({
      day: '2026-03-11',
      at: at('2026-03-11T18:00:00+08:00'),
    });
  });
});

describe('who is at the door', () => {
  it.each([
    ['', null, null],
    ['3', 3, null],
    ['3人 138 1234 5678', 3, '+8613812345678'],
    ['138-1234-5678 2 people', 2, '+8613812345678'],
    ['C-1042', null, 1042],
    ['3 c1042', 3, 1042],
    ['三位', 3, null],
    ['一家三口 138 1234 5678', 3, '+8613812345678'],
    ['两个人', 2, null],
    ['two people', 2, null],
  ])('reads “%s”', (text, partySize, who) => {
    const said = readSaid(text, 'CN');
    expect(said.partySize).toBe(partySize);
    const { identity } = said;
    expect(identity && (identity.by === 'phone' ? identity.e164 : identity.number)).toBe(who);
  });

  it.each([
    ['王女士', 'arrivalUnreadable'],
    ['138****5678', 'arrivalMasked'],
    ['0人', 'arrivalHeads'],
    ['99', 'arrivalHeads'],
  ])('says what is wrong with “%s”: %s', (text, code) => {
    expect(() => readSaid(text, 'CN')).toThrow(expect.objectContaining({ code }));
  });

  it('the form says it under its input', () => {
    expect(() => readSaidForm({ partySize: 'many', who: null }, 'CN')).toThrow(
      expect.objectContaining({ code: 'arrivalHeads', field: 'partySize' }),
    );
    expect(() => readSaidForm({ partySize: null, who: '王' }, 'CN')).toThrow(
      expect.objectContaining({ code: 'arrivalUnreadable', field: 'who' }),
    );
  });

  it('never fails otherwise, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        try {
          readSaid(text, 'CN');
        } catch (error) {
          expect(error).toHaveProperty('code');
        }
      }),
      { numRuns: 30 },
    );
  });
});
