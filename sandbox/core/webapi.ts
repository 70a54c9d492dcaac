import { SlackError } from './errors.ts';
import type { Fault } from './faults.ts';
import { Args } from './methods/args.ts';
import { methods } from './methods/index.ts';
import { type Method, requireScope } from './methods/method.ts';
import type { Bag } from './types.ts';
import type { World } from './world.ts';

/** What goes back over the wire; a transport carries it out. */
export interface Answer {
  wire: 'answer' | 'reset' | 'hang';
  status: number;
  headers: Record<string, string>;
  body: string;
  /** Milliseconds to wait before answering. */
  delayMs: number;
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const STANDARD_SLOW_MS = 3500;

/** A call of the Web API, faults included. */
export function callMethod(
  world: World,
  name: string,
  call: { args: Bag; token: string | null },
): Answer {
  const args = new Args(withoutToken(call.args));
  const token = call.token ?? (typeof call.args.token === 'string' ? call.args.token : null);
  const fault = world.faults.strike({ method: name, channel: args.str('channel') });
  const spoilt = fault ? beforehand(fault) : null;
  if (spoilt) {
    world.traffic.add({
      kind: 'call',
      name,
      ok: false,
      error: fault?.kind ?? '',
      request: args.raw,
    });
    return spoilt;
  }
  const body = answerTo(world, name, args, token, fault);
  world.traffic.add({
    kind: 'call',
    name,
    ok: body.ok === true,
    request: args.raw,
    response: withoutUrl(body),
    ...(body.ok !== true && { error: String(body.error) }),
    ...(fault && { rule: `fault: ${fault.kind}` }),
  });
  return afterwards(world, name, body, fault);
}

function answerTo(
  world: World,
  name: string,
  args: Args,
  token: string | null,
  fault: Fault | null,
): Bag {
  try {
    if (fault?.kind === 'error') throw new SlackError(fault.code ?? 'internal_error');
    return { ok: true, ...run(world, name, args, token) };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    if (error.rule) world.traffic.add(ruleEntry(name, error));
    return { ok: false, error: error.error, ...error.extra };
  }
}

function ruleEntry(name: string, error: SlackError) {
  return {
    kind: 'rule' as const,
    name,
    ok: false,
    error: error.error,
    ...(error.rule && { rule: error.rule }),
    ...(error.evidence && { evidence: error.evidence }),
  };
}

function run(world: World, name: string, args: Args, token: string | null): Bag {
  const method = methods[name];
  if (!method) {
    if (world.strict)
      world.failures.push(new Error(`The practice workspace does not know the method ${name}.`));
    throw new SlackError('unknown_method', { evidence: 'documented', extra: { req_method: name } });
  }
  requireToken(world, method, token);
  for (const scope of method.scopes ?? []) requireScope(world, scope);
  return method.run(world, args);
}

/** Documented: not_authed without a token, invalid_auth with an unknown one, not_allowed_token_type with the wrong kind. */
function requireToken(world: World, method: Method, token: string | null): void {
  if (!token) throw new SlackError('not_authed', { evidence: 'documented' });
  const right = method.token === 'app' ? world.appToken : world.botToken;
  if (token === right) return;
  const other = token === world.appToken || token === world.botToken;
  throw new SlackError(other ? 'not_allowed_token_type' : 'invalid_auth', {
    evidence: 'documented',
  });
}

/** Faults that strike before the call takes effect. */
function beforehand(fault: Fault): Answer | null {
  if (fault.kind === 'rate_limited') {
    const seconds = fault.retryAfter === undefined ? 1 : fault.retryAfter;
    const headers = {
      ...JSON_TYPE,
      ...(seconds === null ? {} : { 'retry-after': String(seconds) }),
    };
    return answer({ ok: false, error: 'ratelimited' }, { status: 429, headers });
  }
  if (fault.kind === 'refuse_500')
    return { ...answer({}), status: 500, body: 'Internal Server Error' };
  if (fault.kind === 'reset_before') return { ...answer({}), wire: 'reset' };
  return null;
}

/** Faults that strike after it took effect. */
function afterwards(world: World, name: string, body: Bag, fault: Fault | null): Answer {
  const scopes: Record<string, string> =
    name === 'auth.test' && body.ok === true ? { 'x-oauth-scopes': world.scopes.join(',') } : {};
  const usual = answer(body, { headers: { ...JSON_TYPE, ...scopes } });
  if (fault?.kind === 'store_500') return { ...usual, status: 500, body: 'Internal Server Error' };
  if (fault?.kind === 'reset_after') return { ...usual, wire: 'reset' };
  if (fault?.kind === 'hang_after') return { ...usual, wire: 'hang' };
  if (fault?.kind === 'slow') return { ...usual, delayMs: fault.delayMs ?? STANDARD_SLOW_MS };
  if (fault?.kind === 'html') {
    return {
      ...usual,
      headers: { 'content-type': 'text/html' },
      body: '<html><body>Server error</body></html>',
    };
  }
  return usual;
}

export function answer(body: Bag, over: Partial<Answer> = {}): Answer {
  return {
    wire: 'answer',
    status: 200,
    headers: JSON_TYPE,
    body: JSON.stringify(body),
    delayMs: 0,
    ...over,
  };
}

function withoutToken(args: Bag): Bag {
  const { token: _token, ...rest } = args;
  return rest;
}

/** The ticket of a Socket Mode address is a secret of its own. */
function withoutUrl(body: Bag): Bag {
  return typeof body.url === 'string' && body.url.includes('/socket/')
    ? { ...body, url: '(a socket address)' }
    : body;
}
