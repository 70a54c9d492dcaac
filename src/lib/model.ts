import { z } from 'zod';
import type { Log } from './log.ts';

/** A language model behind an OpenAI-compatible address (`https://host/v1`), if the office has one. */
export interface ModelSettings {
  url: string;
  name: string;
  key: string | null;
}

/** What is asked: the task, and the text it is about. Nothing personal may be in either. */
export interface ModelQuestion {
  task: string;
  text: string;
}

/** The model's answer as it wrote it, or null when there is none in time. Never throws. */
export type AskModel = (question: ModelQuestion) => Promise<string | null>;

/** A person waits for it; what is slower is no help. */
const TIMEOUT_MS = 5_000;
const LONGEST_ANSWER = 20_000;

const completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().max(4_000) }) })).min(1),
});

/**
 * Asks over HTTP: one try, no redirects, a short time; any trouble is no answer, and the log has its code.
 * Undefined where the office has no model.
 */
export function connectModel(
  settings: ModelSettings | null,
  log: Pick<Log, 'warn'>,
): AskModel | undefined {
  if (!settings) return undefined;
  const failed = (code: string) => log.warn('model.failed', { code });
  return async ({ task, text }) => {
    try {
      const response = await fetch(`${settings.url.replace(/\/+$/, '')}/chat/completions`, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          'content-type': 'application/json',
          ...(settings.key && { authorization: `Bearer ${settings.key}` }),
        },
        body: JSON.stringify({
          model: settings.name,
          temperature: 0,
          max_tokens: 300,
          messages: [
            { role: 'system', content: task },
            { role: 'user', content: text },
          ],
        }),
      });
      if (!response.ok) return none(failed, `http_${response.status}`);
      const body = await response.text();
      if (body.length > LONGEST_ANSWER) return none(failed, 'too_long');
      const answer = completion.safeParse(JSON.parse(body));
      return answer.success ? answer.data.choices[0]!.message.content : none(failed, 'shape');
    } catch (error) {
      return none(failed, error instanceof Error ? error.name : 'unknown');
    }
  };
}

function none(failed: (code: string) => void, code: string): null {
  failed(code);
  return null;
}
