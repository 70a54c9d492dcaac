/** Which open plans are asked for: those past their time, or those to come, of a period. */
export interface DueQuestion {
  /** First and, exclusively, last moment; null: no bound. */
  from: Date | null;
  to: Date | null;
  overdue: boolean;
}

/**
 * What a written message may want. `about` and `find` are always possible: whether somebody of that
 * name exists is for the register to say.
 */
export type Intent =
  | { kind: 'help' }
  | { kind: 'thanks' }
  | { kind: 'day' }
  | { kind: 'due'; question: DueQuestion }
  | { kind: 'figures'; text: string }
  /** What is for sale that fits somebody. */
  | { kind: 'match'; who: string }
  | { kind: 'move'; who: string; when: string }
  | { kind: 'about'; text: string }
  | { kind: 'find'; text: string };

/** Whose words they are. */
export interface TalkContext {
  now: Date;
  zone: string;
  locale: 'zh' | 'en';
}
