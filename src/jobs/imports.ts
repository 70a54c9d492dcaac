import type { Files } from '../bot/files.ts';
import { askForDeletion, listUploadsToAsk, noteFileGone } from '../crm/exchange/usecases/file.ts';
import { listImportWork, workOnImport } from '../crm/exchange/usecases/work.ts';
import type { TransactContext } from '../db/transact.ts';
import { columnWords } from '../i18n/columns.ts';
import { Refusal } from '../lib/refusal.ts';
import type { Job } from './job.ts';

export interface ImportParts {
  ctx: TransactContext;
  files: Files;
  /** Told when a message that shows a file may be drawn again. */
  onProgress(): void;
}

/** Looks at dropped files, brings them in, takes them back, and asks until what was uploaded is deleted. */
export class ImportWork implements Job {
  readonly id = 'imports';
  readonly every = 5;
  readonly #parts: ImportParts;
  #isStopping = false;

  constructor(parts: ImportParts) {
    this.#parts = parts;
  }

  async run(): Promise<undefined> {
    const { ctx, files, onProgress } = this.#parts;
    const shop = {
      words: columnWords(),
      fetch: (fileId: string, limit: number) => files.fetch(fileId, limit),
      onProgress,
      isStopping: () => this.#isStopping,
    };
    for (const id of await listImportWork(ctx)) {
      if (this.#isStopping) return;
      await workOnImport(ctx, id, shop);
    }
    await this.#askForDeletion();
  }

  /** Begins no further batch; the one under way is finished. */
  stop(): void {
    this.#isStopping = true;
  }

  async #askForDeletion(): Promise<void> {
    const { ctx, files, onProgress } = this.#parts;
    for (const { id, slackFileId } of await listUploadsToAsk(ctx)) {
      if (await isThere(files, slackFileId)) await askForDeletion(ctx, id);
      else await noteFileGone(ctx, slackFileId);
      onProgress();
    }
  }
}

/** Whether a file is still in Slack; where Slack does not tell, it is taken to be. */
async function isThere(files: Files, fileId: string): Promise<boolean> {
  try {
    return (await files.find(fileId)) !== null;
  } catch (error) {
    if (error instanceof Refusal) return true;
    throw error;
  }
}
