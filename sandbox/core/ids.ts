import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/**
 * Ids in Slack's style. They start at a random number: the bot remembers event and trigger ids in its
 * database, so a workspace started again must never repeat one.
 */
export class Ids {
  #next = randomInt(36 ** 6, 36 ** 7);

  next(prefix: string): string {
    this.#next += 1;
    return `${prefix}${this.#next.toString(36).toUpperCase().padStart(9, '0')}`;
  }

  /** Documented format: "132456.7890123.abcdef". */
  trigger(): string {
    this.#next += 1;
    return `${this.#next}.${randomInt(1_000_000, 9_999_999)}.${randomBytes(16).toString('hex')}`;
  }

  /** The hash of a view changes with each of its versions. */
  hash(seconds: number): string {
    return `${seconds}.${randomBytes(4).toString('hex')}`;
  }

  /** block_id or action_id for what came without one: five characters, as Slack makes them. */
  short(): string {
    return randomBytes(6).toString('base64url').slice(0, 5);
  }

  uuid(): string {
    return randomUUID();
  }

  secret(): string {
    return randomBytes(18).toString('base64url');
  }
}
