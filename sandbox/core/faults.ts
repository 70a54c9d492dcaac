export type FaultKind =
  | 'rate_limited'
  | 'refuse_500'
  | 'store_500'
  | 'reset_before'
  | 'reset_after'
  | 'slow'
  | 'hang_after'
  | 'html'
  | 'error'
  | 'redeliver';

export interface FaultSpec {
  kind: FaultKind;
  /** A Web API method, an envelope type (redeliver), or `data_visualization`; default: all. */
  method?: string;
  channel?: string;
  /** Only the next N; default: until removed. */
  next?: number;
  /** 0…1; default 1. */
  probability?: number;
  code?: string;
  /** Seconds; null sends 429 without the header. */
  retryAfter?: number | null;
  delayMs?: number;
  times?: number;
}

export interface Fault extends FaultSpec {
  id: number;
  /** How often it struck. */
  struck: number;
}

export const FAULT_KINDS: readonly FaultKind[] = [
  'rate_limited',
  'refuse_500',
  'store_500',
  'reset_before',
  'reset_after',
  'slow',
  'hang_after',
  'html',
  'error',
  'redeliver',
];

/** The misbehaviour that was switched on. Random ones draw from `random`, which tests seed. */
export class Faults {
  readonly #random: () => number;
  #list: Fault[] = [];
  #id = 0;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  get list(): readonly Fault[] {
    return this.#list;
  }

  add(spec: FaultSpec): Fault {
    this.#id += 1;
    const fault = { ...spec, id: this.#id, struck: 0 };
    this.#list.push(fault);
    return fault;
  }

  remove(id: number): void {
    this.#list = this.#list.filter((fault) => fault.id !== id);
  }

  clear(): void {
    this.#list = [];
  }

  /** The fault that strikes this call, or null; it is counted. */
  strike(call: { method: string; channel?: string }): Fault | null {
    return this.#first((fault) => fault.kind !== 'redeliver' && matches(fault, call));
  }

  /** How many times more an envelope is to be delivered. */
  redeliveries(type: string): number {
    const fault = this.#first((f) => f.kind === 'redeliver' && matches(f, { method: type }));
    return fault ? (fault.times ?? 1) : 0;
  }

  #first(wanted: (fault: Fault) => boolean): Fault | null {
    for (const fault of this.#list) {
      if (!wanted(fault) || this.#random() >= (fault.probability ?? 1)) continue;
      fault.struck += 1;
      if (fault.next !== undefined && fault.struck >= fault.next) this.remove(fault.id);
      return fault;
    }
    return null;
  }
}

function matches(fault: Fault, call: { method: string; channel?: string }): boolean {
  if (fault.method === undefined)
    return call.method !== 'data_visualization' && sameChannel(fault, call);
  return fault.method === call.method && sameChannel(fault, call);
}

function sameChannel(fault: Fault, call: { channel?: string }): boolean {
  return fault.channel === undefined || fault.channel === call.channel;
}
