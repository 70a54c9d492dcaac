import type { Target } from './plan.ts';
import type { Answer, Letter } from './port.ts';
import type { Message } from './rows.ts';

/** What a message turns out to be at the moment it would leave. */
export type Draft =
  | { go: 'post'; channel: string; letter: Letter }
  /** Not at this hour: at this business time. */
  | { go: 'later'; at: Date }
  /** Not at this moment: look again soon. */
  | { go: 'hold'; ms: number }
  /** Nothing is left to say. */
  | { go: 'drop'; why: string }
  /** Its way could not be opened. */
  | { go: 'fail'; answer: Answer };

/** What the ledger does not know: words, people, ways. Each is told messages, and answers by message id. */
export interface Hooks {
  /** Re-reads what the messages are about and draws what is still true. */
  compose(messages: Message[]): Promise<Map<string, Draft>>;
  /** Draws posted messages as things are now; null: leave as it is. */
  redraw(messages: Message[]): Promise<Map<string, Letter | null>>;
  /** The next way after this one failed, or null. */
  nextWay(message: Message): Target | null;
  /** Somebody must know that a channel cannot be reached or a message was given up. */
  notify(message: Message, trouble: 'no-way' | 'dead', why: string): Promise<void>;
  /** Something went wrong: an answer of the other side that is no verdict on the message, or a failure of ours. */
  report(during: string, error: unknown): void;
}
