/**
 * Everything the log may say. An event lists its fields and the kind of each; a field that is not listed
 * is dropped, and a value that does not look like its kind is replaced. So personal data has no way in,
 * whatever a caller hands over. A new event is one line here.
 *
 * Kinds: `id` a row's or Slack's opaque id · `code` a word of ours (command, outcome, error code) ·
 * `number` a count, size or duration in ms · `flag` true or false · `line` a sentence of ours for the
 * operator, scrubbed.
 */
export const EVENTS = {
  // the process
  'app.starting': { version: 'code', mode: 'code' },
  'app.ready': { mode: 'code', ms: 'number' },
  'app.stopping': { reason: 'code' },
  'app.stopped': { ms: 'number' },
  'app.note': { line: 'line' },
  'app.failed': { reference: 'code' },

  // the database
  'db.note': { line: 'line' },
  'db.connection_lost': {},
  'db.migrated': { applied: 'number', present: 'number' },
  'db.backup_made': { tables: 'number', rows: 'number', bytes: 'number', ms: 'number' },

  // what people do
  'request.handled': {
    doing: 'code',
    kind: 'code',
    member: 'id',
    outcome: 'code',
    ms: 'number',
    ackMs: 'number',
    repeated: 'flag',
  },
  'request.refused': { doing: 'code', kind: 'code', member: 'id', code: 'code' },
  'request.failed': { doing: 'code', kind: 'code', member: 'id', reference: 'code' },
  'request.rejected': { reason: 'code', status: 'number' },
  'model.failed': { code: 'code' },
  'request.late': { doing: 'code', kind: 'code', ackMs: 'number' },

  // what leaves
  'tick.done': { planned: 'number', claimed: 'number', ms: 'number' },
  'tick.failed': { reference: 'code' },
  'tick.rearmed': { silentMs: 'number' },
  'message.sent': { message: 'id', attempt: 'number', ms: 'number', reconciled: 'flag' },
  'message.ambiguous': { message: 'id', code: 'code' },
  'message.postponed': { message: 'id', code: 'code', seconds: 'number' },
  'message.diverted': { message: 'id', code: 'code' },
  'message.dead': { message: 'id', code: 'code' },
  'slack.limited': { method: 'code', seconds: 'number' },
  'slack.failed': { method: 'code', code: 'code', status: 'number' },
  'slack.note': { line: 'line' },
  'sending.stopped': { code: 'code' },
  'sending.resumed': {},
  'job.done': { job: 'code', count: 'number', ms: 'number' },
  'job.failed': { job: 'code', reference: 'code' },

  // the audit
  'audit.sealed': { rows: 'number', seq: 'number' },
  'audit.broken': { seq: 'number', code: 'code' },
  'audit.anchored': { seq: 'number' },
} as const satisfies Record<string, Record<string, Kind>>;

export type Kind = 'id' | 'code' | 'number' | 'flag' | 'line';

interface Values {
  id: string;
  code: string;
  number: number;
  flag: boolean;
  line: string;
}

export type EventName = keyof typeof EVENTS;

/** The fields of an event; each may be left out. */
export type Fields<E extends EventName> = {
  [F in keyof (typeof EVENTS)[E]]?:
    | ((typeof EVENTS)[E][F] extends Kind ? Values[(typeof EVENTS)[E][F]] : never)
    | null
    | undefined;
};
