import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

export interface PresenceOptions {
  connect(): Promise<pg.Client>;
  /** Brings the server back and begins again; called when it no longer answers. */
  revive(begin: () => Promise<void>): Promise<void>;
  note(line: string): void;
}

/**
 * One session held open as long as this process uses the server: it tells the others that somebody is
 * here (a pool may be idle and have none), and its end tells us that the server is gone.
 */
export class Presence {
  private readonly options: PresenceOptions;
  private client: pg.Client | null = null;
  private ended = false;
  private reviving: Promise<void> | null = null;

  constructor(options: PresenceOptions) {
    this.options = options;
  }

  async begin(): Promise<void> {
    const client = await this.options.connect();
    client.once('end', () => {
      if (this.client !== client || this.ended) return;
      this.reviving ??= this.revive().finally(() => {
        this.reviving = null;
      });
    });
    this.client = client;
  }

  async end(): Promise<void> {
    this.ended = true;
    await this.reviving;
    await this.client?.end().catch(() => {});
  }

  private async revive(): Promise<void> {
    this.options.note('The database server is gone; bringing it back.');
    for (let pause = 50; !this.ended; pause = Math.min(pause * 2, 5_000)) {
      try {
        await this.options.revive(() => this.begin());
        this.options.note('The database server is back.');
        return;
      } catch (error) {
        this.options.note(`The database server is not back yet: ${(error as Error).message}`);
        await sleep(pause);
      }
    }
  }
}
