import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Traffic } from './guard.ts';

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

/** How the way to Slack is: living connections, deliveries at work, how long acknowledgements take. */
export function lookAtSlack(
  receiver: { connections(): number | null },
  traffic: Traffic,
): PartHealth {
  const connections = receiver.connections();
  return {
    ok: connections !== 0,
    counters: { connections, busy: traffic.busy, ackP99Ms: traffic.ackP99() },
  };
}

/**
 * Serves GET /healthz on a port of its own, on this machine only; without a port there is none. Answers
 * how to close it.
 */
export async function serveHealth(
  looks: Record<string, Look>,
  port: number | null,
): Promise<() => Promise<void>> {
  if (port === null) return async () => {};
  const server = createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/healthz')
      return void answerHealth(looks, request, response);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
}
