/** Waiting as a port, so that tests can let three seconds pass at once. */
export interface Timers {
  /** Calls `run` after `ms` real milliseconds; the answer cancels it. */
  after(ms: number, run: () => void): () => void;
}

export const realTimers: Timers = {
  after(ms, run) {
    const handle = setTimeout(run, ms);
    return () => clearTimeout(handle);
  },
};

/** Timers that fire only when told to. */
export class ManualTimers implements Timers {
  #now = 0;
  #waiting: { at: number; run: () => void }[] = [];

  after(ms: number, run: () => void): () => void {
    const entry = { at: this.#now + ms, run };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Lets `ms` pass and runs what became due, earliest first. */
  pass(ms: number): void {
    this.#now += ms;
    for (;;) {
      const due = this.#waiting
        .filter((entry) => entry.at <= this.#now)
        .sort((a, b) => a.at - b.at)[0];
      if (!due) return;
      this.#waiting = this.#waiting.filter((entry) => entry !== due);
      due.run();
    }
  }
}
