import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planEdit } from '../../src/crm/customers/rules-edit.ts';
import { NO_VALUES } from '../../src/crm/customers/values.ts';

const file = { ...NO_VALUES, name: '王晓芳', note: 'wants south', purpose: 'live' };

describe('an edit that began earlier', () => {
  it('keeps what a colleague changed where the person left the field alone', () => {
    const since = new Map([['note', null]]);
    expect(planEdit(file, { note: null, purpose: 'invest' }, since)).toEqual({
      changes: { purpose: 'invest' },
      conflicts: [],
    });
  });

  it('asks the person where both changed the same field differently', () => {
    const since = new Map([['note', 'old']]);
    expect(planEdit(file, { note: 'mine' }, since).conflicts).toEqual([
      { field: 'note', base: 'old', theirs: 'wants south', mine: 'mine' },
    ]);
  });

  it('is no conflict where both wrote the same', () => {
    expect(planEdit(file, { note: 'wants south' }, new Map([['note', null]]))).toEqual({
      changes: {},
      conflicts: [],
    });
  });

  it('changes a field, keeps it or asks about it, but never two of these', () => {
    const note = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: null });
    fc.assert(
      fc.property(note, note, note, (base, theirs, mine) => {
        const since =
          base === theirs ? new Map<string, string | null>() : new Map([['note', base]]);
        const { changes, conflicts } = planEdit({ ...file, note: theirs }, { note: mine }, since);
        const saved = conflicts.length > 0 ? 'asked' : 'note' in changes ? mine : theirs;
        if (mine === base || mine === theirs) expect(saved).toBe(theirs);
        else expect(saved).toBe(base === theirs ? mine : 'asked');
      }),
    );
  });
});
