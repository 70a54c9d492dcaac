/**
 * Latencies of many runs, in ms, sorted; how many were done a second; and this process's own CPU time for one, in ms,
 * which says the same on a busy machine as on a quiet one.
 */
export interface Measured {
  sorted: number[];
  perSecond: number;
  cpu: number;
}

/** Part of the usual number of runs, to look at a change quickly: `--runs 0.1`. */
const scale = Number(process.argv[process.argv.indexOf('--runs') + 1]) || 1;

/**
 * Runs `work` some times, `atOnce` of them at a time, after a warm-up that is not counted. `work` may
 * answer its own latency in ms (an acknowledgement before the end); otherwise the whole run counts.
 */
export async function measure(
  wanted: number,
  atOnce: number,
  // biome-ignore lint/suspicious/noConfusingVoidType: most work answers nothing.
  work: (nth: number) => Promise<number | void>,
): Promise<Measured> {
  const runs = Math.max(10, Math.round(wanted * scale));
  const warmUp = Math.min(200, Math.ceil(runs / 5));
  let next = 0;
  const sorted: number[] = [];
  const lane = async (until: number, keep: boolean) => {
    while (next < until) {
      const nth = next++;
      const began = performance.now();
      const own = await work(nth);
      if (keep) sorted.push(typeof own === 'number' ? own : performance.now() - began);
    }
  };
  const lanes = (until: number, keep: boolean) =>
    Promise.all(Array.from({ length: atOnce }, () => lane(until, keep)));
  await lanes(warmUp, false);
  const began = performance.now();
  const cpuBefore = process.cpuUsage();
  await lanes(warmUp + runs, true);
  const { user, system } = process.cpuUsage(cpuBefore);
  const seconds = (performance.now() - began) / 1000;
  sorted.sort((a, b) => a - b);
  return { sorted, perSecond: runs / seconds, cpu: (user + system) / 1000 / runs };
}

/** The share `q` (0 … 1) of runs was at most this long, in ms. */
export function quantile({ sorted }: Pick<Measured, 'sorted'>, q: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)] ?? 0;
}

export const p50 = (measured: Measured): number => quantile(measured, 0.5);
export const p99 = (measured: Measured): number => quantile(measured, 0.99);

/** `0.41 ms`, `12 ms`, `1.4 s`. */
export function ms(value: number): string {
  if (value >= 1000) return `${(value / 1000).toFixed(1)} s`;
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
}

/** `3,120/s`. */
export const rate = (perSecond: number): string =>
  `${Math.round(perSecond).toLocaleString('en')}/s`;

/** `1.3 ×`. */
export const ratio = (ours: number, floor: number): string => `${(ours / floor).toFixed(1)} ×`;

/** Resident memory of this process after a collection, in MB. */
export function memoryMb(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return megabytes(process.memoryUsage().rss);
}

/** Resident memory and living heap of this process, as `rss/heap` in MB; the heap after a collection where it can be asked for. */
export function memoryNow(): string {
  (globalThis as { gc?: () => void }).gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return `${megabytes(rss)}/${megabytes(heapUsed)}`;
}

const megabytes = (bytes: number): number => Math.round(bytes / 1_048_576);

/** Computing time of this process since it began, in ms: what it took itself, however busy the machine is. */
export function ownMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
