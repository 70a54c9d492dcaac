import type { Bag } from './types.ts';

/** What the page hears over server-sent events; see sandbox/README.md. */
export interface Happening {
  event:
    | 'message'
    | 'view'
    | 'home'
    | 'notice'
    | 'clock'
    | 'people'
    | 'channels'
    | 'connections'
    | 'faults'
    | 'traffic';
  /** The only person concerned; undefined concerns all. */
  user?: string;
  data: Bag;
}

export class Bus {
  readonly #listeners = new Set<(happening: Happening) => void>();

  /** Returns the way to stop listening. */
  listen(listener: (happening: Happening) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(happening: Happening): void {
    for (const listener of this.#listeners) listener(happening);
  }
}
