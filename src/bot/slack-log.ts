import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../lib/log.ts';

/**
 * Slack's own libraries log through this: warnings and errors only, scrubbed. Their debug level prints
 * whole messages, so it is never on.
 */
export function slackLogger(log: Log): Logger {
  const line = (parts: unknown[]) =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ');
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
