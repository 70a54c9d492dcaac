/** So many per second on average, so many at once. */
export interface Rate {
  perSecond: number;
  burst: number;
}

export interface Rates {
  channel: Rate;
  workspace: Rate;
}

/** Slack: about one message a second per channel with short bursts, several hundred a minute per workspace. */
export const RATES: Rates = {
  channel: { perSecond: 1, burst: 3 },
  workspace: { perSecond: 5, burst: 20 },
};

/** A token bucket; times are ms of a monotonic clock. */
interface Bucket {
  tokens: number;
  filledAt: number;
  pausedUntil: number;
  /** Where the queue of those told to come later ends. */
  queueEnd: number;
}

/**
 * How fast messages may leave: per channel and for the workspace. Told "too much", only the channel
 * pauses; when a second channel is told so meanwhile, the workspace does.
 */
export class Pace {
  readonly #rates: Rates;
  readonly #now: () => number;
  readonly #channels = new Map<string, Bucket>();
  readonly #workspace: Bucket;

  constructor(rates: Rates = RATES, now: () => number = () => performance.now()) {
    this.#rates = rates;
    this.#now = now;
    this.#workspace = this.#fresh(rates.workspace);
  }

  /** 0: go now. Otherwise in how many ms to come back; those who are told so queue up behind each other. */
  take(channel: string): number {
    const now = this.#now();
    const own = this.#bucket(channel);
    const wait = Math.max(
      waitOf(own, this.#rates.channel, now),
      waitOf(this.#workspace, this.#rates.workspace, now),
    );
    if (wait === 0) {
      own.tokens -= 1;
      this.#workspace.tokens -= 1;
      return 0;
    }
    const at = Math.max(own.queueEnd, now + wait);
    own.queueEnd = at + 1000 / this.#rates.channel.perSecond;
    return Math.ceil(at - now);
  }

  /** The channel was refused for `ms`. */
  pause(channel: string, ms: number): void {
    const now = this.#now();
    const others = [...this.#channels].some(([id, b]) => id !== channel && b.pausedUntil > now);
    this.#bucket(channel).pausedUntil = now + ms;
    if (others) this.#workspace.pausedUntil = now + ms;
  }

  #bucket(channel: string): Bucket {
    const found = this.#channels.get(channel) ?? this.#fresh(this.#rates.channel);
    this.#channels.set(channel, found);
    return found;
  }

  #fresh({ burst }: Rate): Bucket {
    return { tokens: burst, filledAt: this.#now(), pausedUntil: 0, queueEnd: 0 };
  }
}

function waitOf(bucket: Bucket, { perSecond, burst }: Rate, now: number): number {
  if (bucket.pausedUntil > now) return bucket.pausedUntil - now;
  const elapsed = Math.max(0, now - bucket.filledAt);
  const refill = perSecond === Number.POSITIVE_INFINITY ? burst : (elapsed / 1000) * perSecond;
  bucket.tokens = Math.min(burst, bucket.tokens + refill);
  bucket.filledAt = now;
  return bucket.tokens >= 1 ? 0 : ((1 - bucket.tokens) / perSecond) * 1000;
}
