import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { bag, str } from '../core/bags.ts';
import type { Answering, Connection, Envelope } from '../core/connections.ts';
import type { World } from '../core/world.ts';

/** Third-party: up to ten connections per app. */
const MOST_CONNECTIONS = 10;
/** The client gives up after 30 s without a ping from us (measured in its source). */
const PING_MS = 10_000;

/** Socket Mode: hello, envelopes, acks by envelope_id, disconnect. */
export class SocketServer {
  readonly #world: World;
  readonly #server = new WebSocketServer({ noServer: true });

  constructor(world: World) {
    this.#world = world;
  }

  /** Takes over an HTTP upgrade to /socket/<ticket>; a ticket is good once. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = /^\/socket\/([\w-]+)/.exec(request.url ?? '')?.[1] ?? '';
    if (!this.#world.tickets.delete(ticket) || this.#server.clients.size >= MOST_CONNECTIONS) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (ws) => this.#accept(ws));
  }

  close(): void {
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }

  #accept(ws: WebSocket): void {
    const connection = new SocketConnection(ws, this.#world);
    const pings = setInterval(() => ws.ping(), PING_MS).unref();
    ws.on('message', (data) => connection.receive(String(data)));
    ws.on('error', () => ws.terminate());
    ws.on('close', () => {
      clearInterval(pings);
      connection.closed();
    });
    ws.send(JSON.stringify(this.#hello()));
    this.#world.connections.join(connection);
  }

  #hello() {
    return {
      type: 'hello',
      num_connections: this.#world.connections.count + 1,
      connection_info: { app_id: this.#world.appId },
      debug_info: { host: 'practice', approximate_connection_time: 18_060 },
    };
  }
}

class SocketConnection implements Connection {
  readonly tracksEnd = false;
  readonly #ws: WebSocket;
  readonly #world: World;
  readonly #waiting = new Map<string, Answering>();

  constructor(ws: WebSocket, world: World) {
    this.#ws = ws;
    this.#world = world;
  }

  send(envelope: Envelope, answering: Answering): void {
    this.#waiting.set(envelope.envelope_id, answering);
    this.#ws.send(JSON.stringify(wire(envelope)));
  }

  /** No new envelopes come over a connection that was told to go; acks of earlier ones still do. */
  refresh(): void {
    this.#world.connections.leave(this);
    this.#ws.send(
      JSON.stringify({
        type: 'disconnect',
        reason: 'refresh_requested',
        debug_info: { host: 'practice' },
      }),
    );
  }

  receive(text: string): void {
    const message = bag(parse(text));
    const answering = this.#waiting.get(str(message.envelope_id));
    if (!answering) return;
    this.#waiting.delete(str(message.envelope_id));
    answering.ack(message.payload);
  }

  closed(): void {
    this.#world.connections.leave(this);
    const lost = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const answering of lost) answering.lost();
  }
}

/** Documented: only events carry retry_attempt and retry_reason; the others once they are sent again. */
function wire(envelope: Envelope) {
  const { retry_attempt, retry_reason, ...rest } = envelope;
  const retried = envelope.type === 'events_api' || retry_attempt > 0;
  return { ...rest, ...(retried ? { retry_attempt, retry_reason } : {}) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
