import type { Bag, Evidence } from './types.ts';

/** A refusal by Slack: `error` is Slack's own code, `extra` goes into the answer beside it. */
export class SlackError extends Error {
  readonly error: string;
  readonly extra: Bag;
  readonly rule: string | undefined;
  readonly evidence: Evidence | undefined;

  constructor(error: string, why: { rule?: string; evidence?: Evidence; extra?: Bag } = {}) {
    super(why.rule ? `${error}: ${why.rule}` : error);
    this.name = 'SlackError';
    this.error = error;
    this.extra = why.extra ?? {};
    this.rule = why.rule;
    this.evidence = why.evidence;
  }
}

/** Refuses with a documented code. */
export function documented(error: string, rule?: string, extra?: Bag): SlackError {
  return new SlackError(error, {
    evidence: 'documented',
    ...(rule && { rule }),
    ...(extra && { extra }),
  });
}

/** Refuses by a rule that only other people's experience supports. */
export function thirdParty(error: string, rule: string, extra?: Bag): SlackError {
  return new SlackError(error, { evidence: 'third-party', rule, ...(extra && { extra }) });
}

/** A mistake of whoever acts in the workspace (a page, a script, a test), never Slack's answer to the bot. */
export class ActError extends Error {
  readonly error: string;
  readonly extra: Bag;

  constructor(error: string, message: string, extra: Bag = {}) {
    super(message);
    this.name = 'ActError';
    this.error = error;
    this.extra = extra;
  }
}
