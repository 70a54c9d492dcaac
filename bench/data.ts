import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { sealPhone } from '../src/crm/customers/sealed.ts';
import { newCustomerKey } from '../src/db/data-keys.ts';
import type { Keyring } from '../src/db/sealing.ts';
import { newId } from '../src/lib/id.ts';
import { searchTokens } from '../src/lib/search-tokens.ts';
import { type BenchOffice, NOW } from './office.ts';

const WEEKS = 104;
const WEEK_MS = 7 * 86_400_000;
const STAGES = [
  'potential',
  'potential',
  'potential',
  'interested',
  'interested',
  'negotiating',
  'closed',
  'lost',
];
const SOURCES = [
  'walk_in',
  'douyin',
  'wechat',
  'portal',
  'outdoor',
  'event',
  'call',
  'referral',
  'partner',
  'other',
];
const DISTRICTS = [
  'pudong',
  'minhang',
  'xuhui',
  'jingan',
  'yangpu',
  'baoshan',
  'songjiang',
  'qingpu',
];
const SURNAMES = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢',
];
const GIVEN = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建文斌波宇浩凯健俊帆帅旭宁龙佳欣怡雪梅琳晨',
];

/** A customer that a measurement asks for by name or phone. */
export interface Known {
  id: string;
  name: string;
  phone: string;
  repIndex: number;
}

/** Loaded rows by table, and customers to ask for. */
export interface Loaded {
  contacts: number;
  sample: Known[];
}

/**
 * Fills the register with two years of work: each customer with its own data key, a sealed phone and the
 * keyed hashes of it, search tokens, five contacts, a follow-up done and for every third one open.
 * Indexes and triggers are put aside meanwhile.
 */
export async function loadCustomers(
  owner: pg.Client,
  keys: Keyring,
  office: BenchOffice,
  customers: number,
): Promise<Loaded> {
  const restore = await putIndexesAside(owner);
  const sample: Known[] = [];
  const made = makeCustomers(keys, office, customers, sample);
  await copyAll(owner, made, customers);
  await addWork(owner);
  await restore();
  await owner.query('VACUUM ANALYZE');
  const { rows } = await owner.query<{ n: string }>('SELECT count(*) AS n FROM interactions');
  return { contacts: Number(rows[0]?.n), sample };
}

/** The lines of one customer, by table, in COPY's text format. */
interface Lines {
  customers: string;
  phones: string;
  keys: string;
}

function* makeCustomers(
  keys: Keyring,
  office: BenchOffice,
  customers: number,
  sample: Known[],
): Generator<Lines> {
  const tokens = new Map<string, string>();
  const every = Math.max(1, Math.floor(customers / 2_000));
  for (let nth = 0; nth < customers; nth++) {
    const registered = new Date(NOW.getTime() - WEEKS * WEEK_MS * (1 - nth / customers));
    const id = newId(registered);
    const repIndex = nth % office.reps.length;
    const name = nameOf(nth);
    const phone = `+8613${String(100_000_000 + nth * 7).padStart(9, '0')}`;
    if (nth % every === 0) sample.push({ id, name, phone, repIndex });
    yield linesOf(keys, { id, repIndex, name, phone, registered, nth, office, tokens });
  }
}

interface Making extends Known {
  registered: Date;
  nth: number;
  office: BenchOffice;
  tokens: Map<string, string>;
}

function linesOf(keys: Keyring, one: Making): Lines {
  const { id, name, phone, registered, nth, office, tokens } = one;
  const rep = office.reps[one.repIndex];
  const at = registered.toISOString();
  const key = newCustomerKey(keys, id);
  const sealed = sealPhone(keys, key.key, { customerId: id, e164: phone, position: 0 });
  const found = tokens.get(name) ?? tokenArray(name);
  tokens.set(name, found);
  const arrived = nth % 9 === 0 ? new Date(registered.getTime() - 86_400_000).toISOString() : at;
  return {
    customers: copyLine([
      ...[
        id,
        rep?.teamId,
        rep?.id,
        rep?.id,
        name,
        nth % 2 ? 'female' : 'male',
        STAGES[nth % STAGES.length],
        'ABCD'[nth % 4],
      ],
      ...[
        nth % 40 === 0 ? 'invalid' : 'active',
        nth % 3 ? 'visit' : 'call_in',
        arrived,
        at,
        SOURCES[(nth * 7) % 10],
      ],
      ...[
        `{${DISTRICTS[nth % 8]}}`,
        nth % 5 ? 100 : 67,
        found,
        NOW.toISOString(),
        NOW.toISOString(),
        2,
      ],
    ]),
    phones: copyLine([
      ...[
        sealed.id,
        id,
        hex(sealed.sealed),
        hex(sealed.index),
        hex(sealed.maskedIndex),
        hex(sealed.last4Index),
      ],
      sealed.head7Index ? hex(sealed.head7Index) : null,
    ]),
    keys: copyLine([id, key.kid, hex(key.wrapped)]),
  };
}

/** A Chinese name as common as any of them. */
export const nameOf = (nth: number): string => {
  const pick = (from: string[], n: number) => from[n % from.length] ?? '';
  return `${pick(SURNAMES, nth)}${pick(GIVEN, nth >> 5)}${nth % 3 ? pick(GIVEN, (nth * 31) >> 3) : ''}`;
};

const tokenArray = (name: string): string =>
  `{${searchTokens({ names: [name] })
    .map((token) => `"${token}"`)
    .join()}}`;

const hex = (bytes: Uint8Array): string => `\\\\x${Buffer.from(bytes).toString('hex')}`;
const copyLine = (values: unknown[]): string =>
  `${values.map((value) => (value === null || value === undefined ? '\\N' : String(value))).join('\t')}\n`;

const COPIES = {
  customers: `customers (id, team_id, rep_id, registered_by_id, name, gender, stage, grade, status, arrival_kind, arrived_at,
    registered_at, source, districts, completeness, search_tokens, confirmed_at, updated_at, enquiry_rung)`,
  phones:
    'customer_phones (id, customer_id, sealed, index, masked_index, last4_index, head7_index)',
  keys: 'customer_keys (customer_id, kid, wrapped)',
};
const CHUNK = 20_000;

/** Copies in chunks, so that memory does not grow with the register. */
async function copyAll(owner: pg.Client, made: Generator<Lines>, customers: number): Promise<void> {
  for (let done = 0; done < customers; done += CHUNK) {
    const chunk: Lines[] = [];
    for (let n = 0; n < CHUNK; n++) {
      const next = made.next();
      if (next.done) break;
      chunk.push(next.value);
    }
    for (const part of ['customers', 'phones', 'keys'] as const) {
      const into = owner.query(copyFrom(`COPY ${COPIES[part]} FROM STDIN`));
      await pipeline(Readable.from(chunk.map((lines) => lines[part])), into);
    }
  }
}

/** Contacts, follow-ups and moves of two years, made where they are kept. */
async function addWork(owner: pg.Client): Promise<void> {
  const now = `'${NOW.toISOString()}'::timestamptz`;
  await owner.query(`
    INSERT INTO interactions (id, customer_id, member_id, kind, effective, outcome, happened_at, entered_at)
    SELECT gen_random_uuid(), c.id, c.rep_id,
      CASE WHEN n = 0 THEN CASE c.arrival_kind WHEN 'visit' THEN 'visit' ELSE 'call_in' END
        WHEN n = 3 THEN 'revisit' ELSE 'phone' END,
      n IN (0, 3) OR hashtextextended(c.id::text, n) % 3 <> 0, NULL, at, at
    FROM customers c, generate_series(0, 4) n,
      LATERAL (SELECT least(${now}, c.registered_at + n * interval '9 days'
        + (hashtextextended(c.id::text, 100 + n) % 86400) * interval '1 second') AS at) t`);
  await owner.query(`
    INSERT INTO follow_ups (id, customer_id, member_id, due_at, first_due_at, zone, grain, state, closed_at, created_by_id,
      created_at, nudged_version, nudged_to)
    SELECT gen_random_uuid(), c.id, c.rep_id, due, due, 'Asia/Shanghai', 'minute', 'done',
      due + (abs(hashtextextended(c.id::text, 7)) % 40) * interval '1 hour', c.rep_id, c.registered_at, 1, c.rep_id
    FROM customers c, LATERAL (SELECT c.registered_at + interval '5 days' AS due) d WHERE due < ${now} - interval '2 days'`);
  // Every third customer has a plan ahead; one in fifty of them was left lying.
  await owner.query(`
    INSERT INTO follow_ups (id, customer_id, member_id, due_at, first_due_at, zone, grain, state, created_by_id, created_at,
      nudged_version, nudged_to)
    SELECT gen_random_uuid(), id, rep_id, due, due, 'Asia/Shanghai', 'minute', 'open', rep_id, registered_at, 1, rep_id
    FROM (SELECT c.id, c.rep_id, c.registered_at, c.number % 3 AS third,
        CASE WHEN c.number % 150 = 0 THEN ${now} - (1 + c.number % 20) * interval '1 day'
          ELSE ${now} + (1 + c.number % 20) * interval '1 day' + (c.number % 480) * interval '1 minute' END AS due
      FROM customers c) c WHERE third = 0`);
  await owner.query(`
    INSERT INTO stage_moves (id, customer_id, from_stage, to_stage, at)
    SELECT gen_random_uuid(), id, NULL, 'potential', registered_at FROM customers
    UNION ALL
    SELECT gen_random_uuid(), id, 'potential', stage, least(${now}, registered_at + (number % 60) * interval '1 day')
    FROM customers WHERE stage <> 'potential'`);
  // Nothing waits to be nudged: an idle office is what the idle tick is measured on.
  await owner.query(`
    UPDATE customers SET last_effective_at = registered_at, effective_count = 3, visit_count = 1,
      silence_nudged_at = ${now}, confirm_nudged_at = ${now},
      has_plan = (number % 3 = 0)`);
}

const TABLES = ['customers', 'customer_phones', 'interactions', 'follow_ups', 'stage_moves'];

/** Loading beside indexes takes many times as long; answers how to make them again. */
async function putIndexesAside(owner: pg.Client): Promise<() => Promise<void>> {
  const { rows } = await owner.query<{ name: string; definition: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
     FROM pg_index i WHERE i.indrelid = ANY($1::regclass[]) AND NOT i.indisprimary
       AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)`,
    [TABLES],
  );
  for (const { name } of rows) await owner.query(`DROP INDEX ${name}`);
  for (const table of TABLES) await owner.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  return async () => {
    await owner.query("SET maintenance_work_mem = '512MB'");
    for (const { definition } of rows) await owner.query(definition);
    for (const table of TABLES) await owner.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  };
}
