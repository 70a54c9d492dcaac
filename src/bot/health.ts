import type { IncomingMessage, ServerResponse } from 'node:http';

/** One part of the bot as an operator sees it: well or not, and its numbers. Never personal data. */
export interface PartHealth {
  ok: boolean;
  counters: Record<string, number | string | null>;
}

/** The bot as a whole: well when every part is. */
export interface HealthReport {
  ok: boolean;
  parts: Record<string, PartHealth>;
}

/** Looks at one part; throwing means it is not well. */
export type Look = () => Promise<PartHealth> | PartHealth;

/** A look that hangs (a frozen database) counts as not well after this long, in ms. */
const PATIENCE_MS = 2_500;

/** Asks every part at once. */
export async function reportHealth(looks: Record<string, Look>): Promise<HealthReport> {
  const parts = await Promise.all(
    Object.entries(looks).map(async ([name, look]) => [name, await lookAt(look)] as const),
  );
  return { ok: parts.every(([, part]) => part.ok), parts: Object.fromEntries(parts) };
}

async function lookAt(look: Look): Promise<PartHealth> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<PartHealth>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, counters: { error: 'no answer' } }), PATIENCE_MS);
  });
  try {
    return await Promise.race([Promise.resolve().then(look), late]);
  } catch (error) {
    return { ok: false, counters: { error: (error as { code?: string }).code ?? 'failed' } };
  } finally {
    clearTimeout(timer);
  }
}

/** Answers GET /healthz: 200 when all is well, 503 otherwise; the numbers as JSON either way. */
export async function answerHealth(
  looks: Record<string, Look>,
  _request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const report = await reportHealth(looks);
  response.writeHead(report.ok ? 200 : 503, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(report));
}
