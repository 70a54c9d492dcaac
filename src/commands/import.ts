import { z } from 'zod';
import { doing, type Feature, type Scene } from '../bot/doing.ts';
import { closes, nothing, opens, type Reply, replaces } from '../bot/reply.ts';
import { doneModal } from '../bot/views/done.ts';
import {
  COLUMNS_A_PAGE,
  importsModal,
  type MappingPage,
  mappingModal,
  ROWS_A_PAGE,
  rowsModal,
  undoModal,
} from '../bot/views/exchange/modals.ts';
import { COLUMNS, isColumn } from '../crm/exchange/rules/columns.ts';
import { countForExport } from '../crm/exchange/usecases/export.ts';
import { noteFileGone } from '../crm/exchange/usecases/file.ts';
import {
  forgetImport,
  listImportTeams,
  readImports,
  readMapping,
  readRowsBehind,
  receiveFile,
  remapImport,
  retryImport,
} from '../crm/exchange/usecases/manage.ts';
import { startImport } from '../crm/exchange/usecases/run.ts';
import { readUndoable, startUndo } from '../crm/exchange/usecases/undo.ts';
import { Refusal } from '../lib/refusal.ts';

const one = z.object({ id: z.uuid() });
const READABLE = /\.(?:csv|tsv|txt|xlsx)$/i;
const MOST_LISTED = 20;

/** A file was dropped into the conversation: its own message shows from now on how far it is. */
const receive = doing({
  id: 'import.receive',
  can: 'customer:import',
  input: z.object({ fileId: z.string().regex(/^F[A-Z0-9_]{1,30}$/) }),
  async run(scene, { fileId }) {
    const file = await scene.files.find(fileId);
    // Somebody else's file is nobody's to bring along, whatever id is said.
    if (!file || file.userId !== scene.actor.slackUserId) throw new Refusal('fileGone');
    if (!READABLE.test(file.name)) throw new Refusal('fileKind');
    await receiveFile(scene, fileId);
    return nothing;
  },
});

const list = doing({
  id: 'import.list',
  can: 'customer:import',
  input: z.object({}),
  async run(scene) {
    return replaces(importsModal(scene, await readImports(scene, MOST_LISTED)));
  },
});

const columns = doing({
  id: 'import.columns',
  can: 'customer:import',
  input: one,
  async run(scene, { id }) {
    return opens(await mappingView(scene, id, { page: 0, said: [], team: null }));
  },
});

/** The columns as they are so far: those of the pages before travel with the form. */
async function mappingView(scene: Scene, id: string, at: MappingPage) {
  const [file, teams] = [await readMapping(scene, id), await listImportTeams(scene)];
  return mappingModal(scene, { ...file, teams }, at);
}

/** A page of columns, and on to the next; after the last one the file is looked at again. */
const saveColumns = doing({
  id: 'import.columns-save',
  can: 'customer:import',
  input: one.extend({
    page: z.number().int().min(0).max(20),
    said: z
      .array(
        z
          .number()
          .int()
          .min(0)
          .max(COLUMNS.length - 1),
      )
      .max(200),
    team: z.uuid().nullish(),
    values: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.null()])),
  }),
  async run(scene, { id, page, said: before, team, values }): Promise<Reply> {
    const { mapping } = await readMapping(scene, id);
    const from = page * COLUMNS_A_PAGE;
    const here = mapping.columns.slice(from, from + COLUMNS_A_PAGE).map(({ column }, nth) => {
      const value = values[`c${from + nth}`];
      return COLUMNS.indexOf(typeof value === 'string' && isColumn(value) ? value : column);
    });
    const said = [...before.slice(0, from), ...here];
    const teamId = z.uuid().safeParse(values.team).data ?? team ?? null;
    if (said.length < mapping.columns.length)
      return replaces(await mappingView(scene, id, { page: page + 1, said, team: teamId }));
    const columns = mapping.columns.map((known, nth) => ({
      ...known,
      column: COLUMNS[said[nth] ?? -1] ?? known.column,
    }));
    await remapImport(scene, id, { mapping: { ...mapping, columns }, ...(teamId && { teamId }) });
    return closes();
  },
});

const start = doing({
  id: 'import.start',
  can: 'customer:import',
  input: one,
  async run(scene, { id }) {
    await startImport(scene, id);
    return nothing;
  },
});

const rows = doing({
  id: 'import.rows',
  can: 'customer:import',
  input: one.extend({ page: z.number().int().min(0).max(100_000).default(0) }),
  async run(scene, { id, page }) {
    const limit = ROWS_A_PAGE + 1;
    const behind = await readRowsBehind(scene, id, { limit, offset: page * ROWS_A_PAGE });
    return replaces(rowsModal(scene, behind, page));
  },
});

const forget = doing({
  id: 'import.forget',
  can: 'customer:import',
  input: one,
  async run(scene, { id }) {
    await forgetImport(scene, id);
    return nothing;
  },
});

const retry = doing({
  id: 'import.retry',
  can: 'customer:import',
  input: one,
  async run(scene, { id }) {
    await retryImport(scene, id);
    return nothing;
  },
});

const undo = doing({
  id: 'import.undo',
  can: 'customer:import',
  input: one,
  async run(scene, { id }) {
    return opens(undoModal(scene, await readUndoable(scene, id)));
  },
});

const undoNow = doing({
  id: 'import.undo-now',
  can: 'customer:import',
  input: one,
  async run(scene, { id }) {
    await startUndo(scene, id);
    return closes({ text: scene.w.exchange.undo.begun });
  },
});

/** 导出: files are written on the server only, and the chat says how. */
const exporting = doing({
  id: 'customer.export',
  can: 'customer:export',
  input: z.object({}),
  async run(scene) {
    const { title, text, how } = scene.w.exchange.export;
    const n = await countForExport(scene);
    return opens(doneModal(scene, title, { text: text({ n }), notes: [how] }));
  },
});

/** 导入老客户: a file of old records dropped into the conversation, looked at, corrected, brought in, taken back. */
export const imports: Feature = {
  doings: [
    receive,
    list,
    columns,
    saveColumns,
    start,
    rows,
    forget,
    retry,
    undo,
    undoNow,
    exporting,
  ],
  uploads: { doing: 'import.receive', deleted: noteFileGone },
};
