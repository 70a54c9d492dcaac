import type { Stage } from '../customers/fields.ts';
import type { Step, StepDays, StepKind, StepRole } from './schema.ts';

const step = (
  key: string,
  kind: StepKind,
  [after, days]: [number, StepDays],
  more: { role?: StepRole; limit?: number } = {},
): Step => ({
  key,
  kind,
  role: more.role ?? 'rep',
  after,
  days,
  limit: more.limit ?? null,
  text: null,
});

/**
 * The playbooks an office begins with (#47, #55–#58, #68, #69), until it writes its own. What a step
 * says is the dictionary's `playbooks.native`; keys stay for ever, since figures go by them.
 */
export const NATIVE: Record<Stage, readonly Step[]> = {
  potential: [
    step('need', 'contact', [1, 'working'], { limit: 1 }),
    step('recommend', 'contact', [3, 'working'], { limit: 2 }),
    step('invite', 'contact', [7, 'calendar']),
    step('look_through', 'task', [14, 'calendar'], { role: 'manager', limit: 3 }),
  ],
  interested: [
    step('arrange_viewing', 'contact', [1, 'working'], { limit: 2 }),
    step('explain', 'contact', [3, 'working'], { limit: 2 }),
    step('after_viewing', 'contact', [5, 'working'], { limit: 2 }),
    step('funds', 'contact', [8, 'calendar']),
    step('sit_down', 'contact', [12, 'calendar']),
  ],
  negotiating: [
    step('terms', 'contact', [1, 'working'], { limit: 1 }),
    step('eligibility', 'task', [2, 'working'], { limit: 2 }),
    step('manager_helps', 'task', [3, 'working'], { role: 'manager', limit: 1 }),
    step('documents', 'contact', [5, 'working'], { limit: 2 }),
    step('decide', 'contact', [8, 'calendar']),
  ],
  closed: [
    step('loan', 'task', [3, 'working'], { limit: 5 }),
    step('return_7', 'contact', [7, 'calendar']),
    step('return_30', 'contact', [30, 'calendar']),
    step('home', 'task', [60, 'calendar'], { limit: 10 }),
    step('property', 'task', [63, 'calendar'], { limit: 10 }),
    step('decoration', 'contact', [67, 'calendar']),
    step('return_90', 'contact', [90, 'calendar']),
    step('title', 'task', [100, 'calendar'], { limit: 20 }),
    step('return_365', 'contact', [365, 'calendar']),
  ],
  lost: [step('why_lost', 'task', [2, 'working'], { role: 'manager', limit: 3 })],
};
