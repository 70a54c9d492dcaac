import { describe, expect, it } from 'vitest';
import { requireOpenOffer, undoEnds } from '../../src/crm/undo/rules.ts';

const now = new Date('2026-03-05T10:00:00Z');
const offer = { memberId: 'lina', expiresAt: undoEnds(now), usedAt: null };
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

describe('taking back', () => {
  it('Li Na may take her own change back for ten minutes', () => {
    expect(() => requireOpenOffer(offer, 'lina', later(9.99))).not.toThrow();
    expect(() => requireOpenOffer(offer, 'lina', later(10))).toThrow('undoTooLate');
  });

  it('Zhang Wei may not take Li Na’s change back, nor learn that there is one', () => {
    expect(() => requireOpenOffer(offer, 'zhang', now)).toThrow('notAllowed');
    expect(() => requireOpenOffer(null, 'zhang', now)).toThrow('notAllowed');
  });

  it('Nobody takes a change back twice', () => {
    expect(() => requireOpenOffer({ ...offer, usedAt: now }, 'lina', now)).toThrow('undoTooLate');
  });
});
