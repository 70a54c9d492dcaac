import type { WebClient } from '@slack/web-api';
import { Refusal } from '../lib/refusal.ts';

/** An uploaded file, as Slack tells of it. */
export interface SharedFile {
  id: string;
  name: string;
  size: number;
  /** Who uploaded it. */
  userId: string | null;
}

/** Files that people drop into their conversation with us. */
export interface Files {
  /** The file, or null when it is not in Slack any more. Throws `fileHidden` without the right to read files. */
  find(fileId: string): Promise<SharedFile | null>;
  /** Its bytes. Throws `fileGone`, `fileHidden`, `fileElsewhere`, `fileTooBig`. */
  fetch(fileId: string, limit: number): Promise<Buffer>;
}

/** Where files are fetched from, and with what. */
interface Way {
  token: string;
  /** The practice workspace's; Slack's own otherwise. */
  apiUrl?: string;
  fetch?: typeof globalThis.fetch;
}

const GONE = new Set(['file_not_found', 'file_deleted']);
const HIDDEN = new Set([
  'missing_scope',
  'not_allowed_token_type',
  'no_permission',
  'access_denied',
]);
const PATIENCE_MS = 60_000;

/** Reads files from Slack. The token goes to Slack's own hosts alone, whatever address a file names. */
export function createFiles(client: WebClient, way: Way): Files {
  const load = way.fetch ?? globalThis.fetch;
  const ask = async (fileId: string) => {
    try {
      const { file } = await client.files.info({ file: fileId });
      return file?.mode === 'tombstone' ? null : (file ?? null);
    } catch (error) {
      const code = (error as { data?: { error?: string } }).data?.error ?? '';
      if (GONE.has(code)) return null;
      if (HIDDEN.has(code)) throw new Refusal('fileHidden');
      throw error;
    }
  };
  return {
    async find(fileId) {
      const file = await ask(fileId);
      if (!file) return null;
      const { name = '', size = 0, user = null } = file;
      return { id: fileId, name, size, userId: user };
    },
    async fetch(fileId, limit) {
      const file = await ask(fileId);
      if (!file) throw new Refusal('fileGone');
      if ((file.size ?? 0) > limit) throw tooBig(limit);
      const address = file.url_private_download ?? file.url_private;
      if (!address || !isSlacks(address, way.apiUrl)) throw new Refusal('fileElsewhere');
      const response = await load(address, {
        headers: { authorization: `Bearer ${way.token}` },
        redirect: 'manual',
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      // Without the right to read it Slack answers with a page, or leads to one.
      const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
      if (response.status === 404) throw new Refusal('fileGone');
      if (!response.ok || isPage) throw new Refusal('fileElsewhere');
      return readBounded(response, limit);
    },
  };
}

/** Whether an address is one of Slack's own hosts, or of the practice workspace where that is the office's Slack. */
export function isSlacks(address: string, apiUrl: string | undefined): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, origin, username } = new URL(address);
  if (username !== '') return false;
  if (apiUrl) return origin === new URL(apiUrl).origin;
  return protocol === 'https:' && (hostname === 'slack.com' || hostname.endsWith('.slack.com'));
}

async function readBounded(response: Response, limit: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > limit) throw tooBig(limit);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const tooBig = (limit: number): Refusal =>
  new Refusal('fileTooBig', { megabytes: Math.floor(limit / 1_000_000) });
