import { AsyncLocalStorage } from 'node:async_hooks';
import { Agent, DecoratorHandler, type Dispatcher, request } from 'undici';

/** A request that would leave after its time does not leave. */
export const TOO_LATE = 'TOO_LATE';

const deadline = new AsyncLocalStorage<number>();

/** Requests made inside `call` leave before this moment of performance.now(), or not at all. */
export function leavingBefore<T>(moment: number, call: () => Promise<T>): Promise<T> {
  return deadline.run(moment, call);
}

/**
 * A `fetch` for Slack's client that looks at the clock once more right before a request is written to the
 * socket. Between asking for a request and writing it lie the opening of a connection and whatever stops
 * a process; one that sleeps there and wakes would send what another process has sent meanwhile. The
 * platform's own fetch writes the body some turns after the head; this writes both at once.
 */
export function punctualFetch(): typeof globalThis.fetch {
  const dispatcher = new Agent().compose((dispatch) => (options, handler) => {
    const latest = deadline.getStore();
    return dispatch(options, latest === undefined ? handler : new Punctual(handler, latest));
  });
  const punctual = async (url: string | URL, init: RequestInit = {}) => {
    const { statusCode, headers, body } = await request(url, {
      dispatcher,
      method: (init.method ?? 'GET') as Dispatcher.HttpMethod,
      headers: Object.fromEntries(new Headers(init.headers)),
      body: typeof init.body === 'string' ? init.body : null,
      ...(init.signal && { signal: init.signal }),
    });
    const answer = Object.entries(headers).map(
      ([name, value]) => [name, String(value)] as [string, string],
    );
    return new Response(await body.text(), { status: statusCode, headers: answer });
  };
  return punctual as typeof globalThis.fetch;
}

/** What undici's own wrapper of handlers has; its types do not say so. */
interface Wrapped extends Omit<Dispatcher.DispatchHandler, 'onRequestStart'> {
  onRequestStart(controller: Dispatcher.DispatchController, context: unknown): void;
}
type Wrapper = new (handler: Dispatcher.DispatchHandler) => Wrapped;

/** Called by the client when the connection is there and the request is about to be written. */
class Punctual extends (DecoratorHandler as unknown as Wrapper) {
  readonly #latest: number;

  constructor(handler: Dispatcher.DispatchHandler, latest: number) {
    super(handler);
    this.#latest = latest;
  }

  override onRequestStart(controller: Dispatcher.DispatchController, context: unknown): void {
    if (performance.now() > this.#latest) {
      controller.abort(Object.assign(new Error('too late to leave'), { code: TOO_LATE }));
      return;
    }
    super.onRequestStart(controller, context);
  }
}
