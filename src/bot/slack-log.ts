import { type Logger, LogLevel } from '@slack/bolt';
import { describeError, type Log } from '../lib/log.ts';

/** The library wraps what failed in an error of its own, whose message repeats it. */
function said(error: Error): string {
  const { original } = error as { original?: unknown };
  const { name, code, message } = describeError(original instanceof Error ? original : error);
  return [name, code, message].filter(Boolean).join(' ');
}

/**
 * Slack's own libraries log through this: warnings and errors only, scrubbed. Their debug level prints
 * whole messages, so it is never on.
 */
export function slackLogger(log: Log): Logger {
  const line = (parts: unknown[]) =>
    parts.map((part) => (part instanceof Error ? said(part) : String(part))).join(' ');
  return {
    debug() {},
    info() {},
    warn: (...parts: unknown[]) => log.warn('slack.note', { line: line(parts) }),
    error: (...parts: unknown[]) => log.error('slack.note', { line: line(parts) }),
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  };
}
