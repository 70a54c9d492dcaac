/** What was opened, closed in the reverse order, once. */
export class Closers {
  readonly #list: (() => Promise<unknown> | unknown)[] = [];
  #closed: Promise<void> | null = null;

  /** Adds how to close what was just opened. */
  add(close: () => Promise<unknown> | unknown): void {
    this.#list.push(close);
  }

  /** Closes everything; one that fails does not keep the others open. Throws the first failure at the end. */
  close(): Promise<void> {
    this.#closed ??= this.#closeAll();
    return this.#closed;
  }

  async #closeAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of this.#list.reverse()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
