import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Anchor, AuditBrokenError, findAuditHead } from '../../src/db/audit-chain.ts';
import { sealAudit } from '../../src/db/audit-seal.ts';
import {
  type AuditReport,
  keepAnchor,
  readAnchors,
  verifyAudit,
} from '../../src/db/audit-verify.ts';
import type { Tx } from '../../src/db/client.ts';
import { Keyring } from '../../src/db/sealing.ts';
import { ownerClient, writeAudit } from '../support/audit.ts';
import { testDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/folder.ts';
import { testKeyMaterial } from '../support/keys.ts';

describe('the sealer', async () => {
  const t = await testDatabase();

  test('has nothing to do in an empty audit, and an empty audit is whole', async () => {
    expect(await sealAudit(t.db, t.keyring)).toEqual({ sealed: 0, head: null });
    expect(await verifyAudit(t.db, t.keyring)).toEqual({
      checked: 0,
      waiting: 0,
      head: null,
      bad: null,
    });
  });

  test('seals what is there once, in batches, and goes on where it stopped', async () => {
    await writeAudit(t.db, 7);
    expect((await sealAudit(t.db, t.keyring, { batch: 3 })).sealed).toBe(7);
    expect((await sealAudit(t.db, t.keyring)).sealed).toBe(0);
    await writeAudit(t.db, 2);
    expect(await verifyAudit(t.db, t.keyring)).toMatchObject({ checked: 7, waiting: 2, bad: null });
    const { head } = await sealAudit(t.db, t.keyring);
    expect(await verifyAudit(t.db, t.keyring)).toEqual({ checked: 9, waiting: 0, head, bad: null });
  });

  test('waits for a row whose transaction is open, though later ones are committed', async () => {
    const slow = await t.pool.connect();
    await slow.query('BEGIN');
    await slow.query(INSERT);
    await writeAudit(t.db, 3);
    expect((await sealAudit(t.db, t.keyring, { patienceMs: 0 })).sealed).toBe(0);
    await slow.query('COMMIT');
    slow.release();
    expect((await sealAudit(t.db, t.keyring)).sealed).toBe(4);
    expect((await verifyAudit(t.db, t.keyring)).bad).toBeNull();
  });

  test('passes over numbers of transactions that were rolled back', async () => {
    const failed = await t.pool.connect();
    await failed.query('BEGIN');
    await failed.query(INSERT);
    await failed.query('ROLLBACK');
    failed.release();
    await writeAudit(t.db, 1);
    expect((await sealAudit(t.db, t.keyring)).sealed).toBe(1);
    expect((await verifyAudit(t.db, t.keyring)).bad).toBeNull();
  });

  test('of two processes keeps one chain while many people write', async () => {
    const writing = Promise.all(Array.from({ length: 6 }, () => writeAudit(t.db, 20)));
    let over = false;
    const sealing = async () => {
      while (!over) await sealAudit(t.db, new Keyring(testKeyMaterial()), { batch: 5 });
    };
    const sealers = Promise.all([sealing(), sealing()]);
    await writing;
    over = true;
    await sealers;
    await sealAudit(t.db, t.keyring);
    expect(await verifyAudit(t.db, t.keyring)).toMatchObject({ waiting: 0, bad: null });
  });

  test('refuses to cover the traces when seals it has seen were taken away', async () => {
    const { head } = await sealAudit(t.db, t.keyring);
    await t.owner.query('ALTER TABLE audit_seals DISABLE TRIGGER USER');
    await t.owner.query('DELETE FROM audit_seals WHERE seq = $1', [head?.seq]);
    await writeAudit(t.db, 1);
    await expect(sealAudit(t.db, t.keyring, { known: head })).rejects.toThrow(AuditBrokenError);
  });

  test("under another key does not continue this office's chain", async () => {
    const other = new Keyring({ ...testKeyMaterial(), audit: Buffer.alloc(32, 7) });
    expect((await verifyAudit(t.db, other)).bad).toMatchObject({ fault: 'changed' });
  });
});

const INSERT = `INSERT INTO audit (id, at, actor_kind, action, subject_kind)
  VALUES (gen_random_uuid(), app_now(), 'system', 'job.run', 'job')`;

describe('somebody with the whole database in hand', async () => {
  const t = await testDatabase();
  const owner = ownerClient(t.ownerUrl);
  const folder = temporaryFolder('anchor');
  let anchors: Anchor[] = [];
  let seqs: bigint[] = [];
  const at = (index: number) => seqs[index] ?? -1n;

  beforeAll(async () => {
    await writeAudit(t.db, 40);
    const { head } = await sealAudit(t.db, t.keyring);
    const file = join(folder, 'anchors.jsonl');
    expect(readAnchors(file)).toEqual([]);
    if (head) keepAnchor(file, head, new Date());
    anchors = readAnchors(file);
    expect(anchors).toMatchObject([await findAuditHead(t.db)]);
    const { rows } = await t.owner.query<{ seq: string }>('SELECT seq FROM audit ORDER BY seq');
    seqs = rows.map((row) => BigInt(row.seq));
  });
  afterAll(() => owner.$disconnect());

  /** Does something to the audit, looks at it, and undoes it. */
  async function harmed(
    harm: (tx: Tx) => Promise<unknown>,
    known = anchors,
  ): Promise<AuditReport['bad']> {
    class Undo extends Error {}
    let bad: AuditReport['bad'] = null;
    const attempt = owner.$transaction(async (tx) => {
      await tx.$executeRaw`ALTER TABLE audit DISABLE TRIGGER USER`;
      await tx.$executeRaw`ALTER TABLE audit_seals DISABLE TRIGGER USER`;
      await harm(tx);
      bad = (await verifyAudit(tx, t.keyring, known)).bad;
      throw new Undo();
    });
    await attempt.catch((error) => {
      if (!(error instanceof Undo)) throw error;
    });
    return bad;
  }

  const index = fc.nat(39);
  const EDITS: Record<string, (tx: Tx, seq: bigint) => Promise<unknown>> = {
    who: (tx, seq) =>
      tx.$executeRaw`UPDATE audit SET actor_id = gen_random_uuid() WHERE seq = ${seq}`,
    nobody: (tx, seq) => tx.$executeRaw`UPDATE audit SET actor_id = NULL WHERE seq = ${seq}`,
    what: (tx, seq) => tx.$executeRaw`UPDATE audit SET action = 'customer.read' WHERE seq = ${seq}`,
    when: (tx, seq) => tx.$executeRaw`UPDATE audit SET at = at + '1us' WHERE seq = ${seq}`,
    entered: (tx, seq) =>
      tx.$executeRaw`UPDATE audit SET entered_at = entered_at - '1us'::interval WHERE seq = ${seq}`,
    details: (tx, seq) =>
      tx.$executeRaw`UPDATE audit SET details = details || '{"n": -1}' WHERE seq = ${seq}`,
    values: (tx, seq) =>
      tx.$executeRaw`UPDATE audit SET sealed = sealed || '\\x00'::bytea WHERE seq = ${seq}`,
    customer: (tx, seq) =>
      tx.$executeRaw`UPDATE audit SET customer_id = gen_random_uuid() WHERE seq = ${seq}`,
    // The same text in the next column: caught only if columns cannot run into each other.
    shifted: (tx, seq) =>
      tx.$executeRaw`UPDATE audit SET action = '', subject_kind = action || subject_kind WHERE seq = ${seq}`,
    seal: (tx, seq) => tx.$executeRaw`UPDATE audit_seals SET mac = sha256(mac) WHERE seq = ${seq}`,
  };

  test('cannot change any column of any row, or its seal, unseen', async () => {
    await fc.assert(
      fc.asyncProperty(index, fc.constantFrom(...Object.keys(EDITS)), async (row, edit) => {
        expect(await harmed((tx) => EDITS[edit]?.(tx, at(row)) ?? Promise.resolve())).toEqual({
          seq: at(row),
          fault: 'changed',
        });
      }),
      { numRuns: 100 },
    );
  });

  test('cannot take rows out, with or without their seals', async () => {
    await fc.assert(
      fc.asyncProperty(index, fc.boolean(), async (row, sealToo) => {
        const bad = await harmed(async (tx) => {
          await tx.$executeRaw`DELETE FROM audit WHERE seq = ${at(row)}`;
          if (sealToo) await tx.$executeRaw`DELETE FROM audit_seals WHERE seq = ${at(row)}`;
        });
        if (!sealToo) expect(bad).toEqual({ seq: at(row), fault: 'missing' });
        else if (row < 39) expect(bad).toEqual({ seq: at(row + 1), fault: 'changed' });
        else expect(bad).toEqual({ seq: at(39), fault: 'anchor' });
      }),
      { numRuns: 60 },
    );
  });

  test('cannot exchange two rows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(index, { minLength: 2, maxLength: 2 }), async (pair) => {
        const [first = 0, second = 0] = pair.sort((a, b) => a - b);
        const bad = await harmed(async (tx) => {
          await tx.$executeRaw`ALTER TABLE audit ALTER seq SET GENERATED BY DEFAULT`;
          await tx.$executeRaw`UPDATE audit SET seq = 0 WHERE seq = ${at(first)}`;
          await tx.$executeRaw`UPDATE audit SET seq = ${at(first)} WHERE seq = ${at(second)}`;
          await tx.$executeRaw`UPDATE audit SET seq = ${at(second)} WHERE seq = 0`;
        });
        expect(bad).toEqual({ seq: at(first), fault: 'changed' });
      }),
      { numRuns: 30 },
    );
  });

  test('cannot cut the end off, since the anchor is elsewhere', async () => {
    await fc.assert(
      fc.asyncProperty(index, fc.boolean(), async (from, sealsToo) => {
        const bad = await harmed(async (tx) => {
          await tx.$executeRaw`DELETE FROM audit WHERE seq >= ${at(from)}`;
          if (sealsToo) await tx.$executeRaw`DELETE FROM audit_seals WHERE seq >= ${at(from)}`;
        });
        expect(bad).toEqual(
          sealsToo ? { seq: at(39), fault: 'anchor' } : { seq: at(from), fault: 'missing' },
        );
      }),
      { numRuns: 40 },
    );
  });

  test('cannot slip a row in among sealed ones, nor take a seal away', async () => {
    const slipped = await harmed(async (tx) => {
      await tx.$executeRaw`DELETE FROM audit WHERE seq = ${at(5)}`;
      await tx.$executeRaw`INSERT INTO audit (seq, id, at, actor_kind, action, subject_kind)
        OVERRIDING SYSTEM VALUE VALUES (0, gen_random_uuid(), now(), 'system', 'x', 'y')`;
    });
    expect(slipped).toEqual({ seq: 0n, fault: 'unsealed' });
    const bare = await harmed((tx) => tx.$executeRaw`DELETE FROM audit_seals WHERE seq = ${at(7)}`);
    expect(bare).toEqual({ seq: at(7), fault: 'unsealed' });
  });

  test('cannot empty both tables and start anew', async () => {
    const bad = await harmed(async (tx) => {
      await tx.$executeRaw`TRUNCATE audit, audit_seals`;
      await writeAudit(tx, 3);
    });
    expect(bad).toEqual({ seq: at(39), fault: 'anchor' });
  });
});
