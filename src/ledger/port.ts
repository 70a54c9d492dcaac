/** What a message says, as the place it goes to wants it: `text` for lock screens and plain places, `body` the layout. */
export interface Letter {
  text: string;
  body: unknown[];
  /** Said instead where the place refuses `body`: what not every place can show is left out. */
  spare?: unknown[];
}

/** What the other side answered to one try. */
export type Answer =
  | { kind: 'posted'; ts: string }
  /** It said no, and why, by one of its codes. */
  | { kind: 'refused'; code: string }
  /** Too much at once; `afterMs` is how long to wait. */
  | { kind: 'limited'; afterMs: number }
  /** Nothing left this machine: no connection could be made. */
  | { kind: 'unreached'; why: string }
  /** It may have been done or not: no answer, an answer that cannot be read, an error after the fact. */
  | { kind: 'unknown'; why: string };

/** Where messages go out. One try each, no retries inside, an answer within seconds. */
export interface Poster {
  /** The private conversation with a person; `posted.ts` is then its address. */
  openDm(person: string): Promise<Answer>;
  /**
   * Posts under an identity of ours, by which it can be found again and recognised as the same. It leaves
   * this machine before `latest` (of performance.now()), or not at all.
   */
  post(channel: string, letter: Letter, id: string, latest: number): Promise<Answer>;
  /** Draws a posted message again. */
  edit(channel: string, ts: string, letter: Letter): Promise<Answer>;
  /** Which of these ids the channel holds since a moment: id → address. */
  find(channel: string, ids: string[], since: Date): Promise<Found>;
}

/** `unreadable`: the channel cannot be read at all (no permission); otherwise the answer that prevented it. */
export type Found = { kind: 'read'; posted: Map<string, string> } | { kind: 'unreadable' } | Answer;
