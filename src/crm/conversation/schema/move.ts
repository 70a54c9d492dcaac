import type { Intent } from './intent.ts';

/** Who, then to when: `move C-1042 to Friday`, `把王女士改到周五`. */
const MOVES: readonly RegExp[] = [
  /^(?:move|reschedule|postpone|push|shift|delay|change|bring)\s+(?<who>.{1,60}?)(?:['’]s)?(?:\s+(?:follow[\s-]?up|call|viewing|visit|appointment|meeting))?\s+(?:back\s+|forward\s+)?(?:to|till|until|for)\s+(?<when>.{1,120})$/iu,
  /^(?:把|将)?(?<who>.{1,40}?)(?:的)?(?:跟进|回访|复访|带看|预约|安排|时间)?(?:改到|改期到|改成|改约到?|改至|挪到|移到|推迟到|推到|延到|延后到|延期到|提前到|调到|调整到|换到)\s*(?<when>.{1,80})$/u,
  /^(?:改期|推迟|延期|提前)\s*(?<who>.{1,40}?)\s*(?:到|至)\s*(?<when>.{1,80})$/u,
];

/** Another moment for a plan that is there. */
export function readMove(text: string): Intent | null {
  for (const pattern of MOVES) {
    const { who, when } = pattern.exec(text)?.groups ?? {};
    if (who?.trim() && when?.trim()) return { kind: 'move', who: who.trim(), when: when.trim() };
  }
  return null;
}
