import type { KeyObject } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  type Anchor,
  AUDIT_TEXT,
  type AuditText,
  chainKey,
  findAuditHead,
  GENESIS,
  sealOf,
} from './audit-chain.ts';
import type { Handle } from './client.ts';
import type { Keyring } from './sealing.ts';

/**
 * What is wrong with the first bad row: `changed` it, or what was before it, is not what was sealed ·
 * `missing` its seal is there, the row is not · `unsealed` the row stands among sealed ones without a
 * seal: put in later, or its seal taken away · `anchor` an anchor kept outside names another seal here,
 * or rows up to it are gone.
 */
export type AuditFault = 'changed' | 'missing' | 'unsealed' | 'anchor';

export interface AuditReport {
  /** Rows whose seal was checked. */
  checked: number;
  /** Rows newer than the last seal; they wait for the sealer. */
  waiting: number;
  head: Anchor | null;
  /** The first bad row; null when the audit is whole. */
  bad: { seq: bigint; fault: AuditFault } | null;
}

const PAGE = 5_000;
/** Below every number a row can have; ours begin at 1, a forged one may not. */
const FIRST = -(2n ** 63n);

/**
 * Walks the whole audit in order and stops at the first row that is not as it was sealed. Without
 * anchors, a cut at the very end (rows and their seals) cannot be seen: give those kept outside.
 */
export async function verifyAudit(
  handle: Handle,
  keyring: Keyring,
  anchors: readonly Anchor[] = [],
): Promise<AuditReport> {
  const key = chainKey(keyring);
  const head = await findAuditHead(handle);
  const anchored = new Map(anchors.map((anchor) => [anchor.seq, anchor.mac]));
  const report: AuditReport = {
    checked: 0,
    waiting: await countWaiting(handle, head),
    head,
    bad: null,
  };
  let previous: Uint8Array = GENESIS;
  for (let range = { after: FIRST, upTo: head?.seq ?? FIRST }; range.after < range.upTo; ) {
    // Only up to the head seen first: what is sealed meanwhile is the next walk's.
    const page = await readPage(handle, range);
    if (page.length === 0) return { ...report, bad: { seq: range.upTo, fault: 'missing' } };
    for (const { mac, ...row } of page) {
      const fault = judge(row, mac, { key, previous, anchor: anchored.get(row.seq) });
      if (fault) return { ...report, bad: { seq: row.seq, fault } };
      anchored.delete(row.seq);
      previous = mac ?? previous;
      report.checked += 1;
      range = { ...range, after: row.seq };
    }
  }
  return { ...report, bad: firstLeft(anchored) };
}

async function countWaiting(handle: Handle, head: Anchor | null): Promise<number> {
  const [row] = await handle.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM audit WHERE seq > ${head?.seq ?? FIRST}`;
  return Number(row?.count ?? 0);
}

type SealedRow = AuditText & { mac: Uint8Array | null };

function judge(
  row: AuditText,
  mac: Uint8Array | null,
  by: { key: KeyObject; previous: Uint8Array; anchor: string | undefined },
): AuditFault | null {
  if (mac === null) return 'unsealed';
  if (row.id === null) return 'missing';
  const expected = sealOf(by.key, by.previous, row);
  if (!expected.equals(mac)) return 'changed';
  return by.anchor !== undefined && by.anchor !== expected.toString('hex') ? 'anchor' : null;
}

/** An anchor whose row was not met: the audit was cut before it. */
function firstLeft(anchored: Map<bigint, string>): AuditReport['bad'] {
  const [first] = [...anchored.keys()].sort((a, b) => (a < b ? -1 : 1));
  return first === undefined ? null : { seq: first, fault: 'anchor' };
}

/** Rows and seals side by side, either of which may lack the other. */
function readPage(
  handle: Handle,
  { after, upTo }: { after: bigint; upTo: bigint },
): Promise<SealedRow[]> {
  return handle.$queryRaw`
    SELECT seq, ${AUDIT_TEXT}, s.mac
      FROM (SELECT * FROM audit WHERE seq > ${after} AND seq <= ${upTo} ORDER BY seq LIMIT ${PAGE}) a
      FULL JOIN (SELECT * FROM audit_seals WHERE seq > ${after} AND seq <= ${upTo} ORDER BY seq LIMIT ${PAGE}) s
           USING (seq)
     ORDER BY seq LIMIT ${PAGE}`;
}

const Line = z.object({
  seq: z.coerce.bigint(),
  mac: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.coerce.date(),
});

/** An anchor and when it was kept. */
export type KeptAnchor = Anchor & { at: Date };

/** Where anchors are kept: beside the data folder, so that who owns the database does not own them with it. */
export const anchorFileOf = (dataDir: string): string => `${dataDir}-audit-anchors.jsonl`;

/** Adds the head to a file outside the database, one JSON line each. */
export function keepAnchor(file: string, anchor: Anchor, at: Date): void {
  const line = { seq: String(anchor.seq), mac: anchor.mac, at: at.toISOString() };
  appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
}

/** The anchors of such a file; none when it does not exist. Throws when a line is not an anchor. */
export function readAnchors(file: string): KeptAnchor[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => Line.parse(JSON.parse(line)));
}
