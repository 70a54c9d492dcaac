import { describe, expect, it } from 'vitest';
import { STAGES, type Stage } from '../../src/crm/customers/fields.ts';
import { listMoves, reasonsOf, requireMove } from '../../src/crm/stages/rules.ts';

describe('moving a customer between stages', () => {
  it.each([
    ['potential', 'interested', 'forward'],
    ['potential', 'closed', 'forward'],
    ['interested', 'potential', 'back'],
    ['negotiating', 'lost', 'lost'],
    ['closed', 'negotiating', 'back'],
    ['lost', 'interested', 'back'],
  ] as const)('from %s to %s is %s', (from, to, kind) => {
    expect(requireMove(from, to, reasonsOf(kind)[0] ?? null)).toEqual({ to, kind });
  });

  it('A customer cannot be closed from lost without coming back first', () => {
    expect(() => requireMove('lost', 'closed', 'came_back')).toThrow('moveNotOpen');
  });

  it('Nobody is lost and nobody goes back without a reason of the list', () => {
    for (const from of STAGES) {
      for (const { to, kind } of listMoves(from)) {
        if (kind === 'forward') continue;
        expect(() => requireMove(from, to, null)).toThrow('reasonMissing');
        expect(() => requireMove(from, to, 'because')).toThrow('reasonMissing');
      }
    }
  });

  it('Every customer can get out of every stage, and none moves to where it is', () => {
    for (const stage of STAGES) {
      const moves = listMoves(stage as Stage);
      expect(moves.length).toBeGreaterThan(0);
      expect(moves.map(({ to }) => to)).not.toContain(stage);
      expect(() => requireMove(stage, stage, null)).toThrow('alreadySo');
    }
  });
});
