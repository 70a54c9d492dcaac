import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { z } from 'zod';

/** The embedded server's logins: `owner` migrates, `app` is the application's, `superuser` only for this folder. */
export type LoginName = 'superuser' | 'owner' | 'app';

const Passwords = z.object({ superuser: z.string(), owner: z.string(), app: z.string() });
export type Passwords = z.infer<typeof Passwords>;

const USERS: Record<LoginName, string> = {
  superuser: 'postgres',
  owner: 'gatehouse_owner',
  app: 'gatehouse_app',
};

export const DATABASE = 'gatehouse';

/** The random passwords, from a 0600 file made at the first start. */
export function passwords(dataDir: string, pgdata: string): Passwords {
  const file = join(dataDir, 'logins.json');
  if (existsSync(file)) return Passwords.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (existsSync(pgdata)) {
    throw new Error(
      `${file} is missing, without it the data in ${pgdata} cannot be opened: put it back`,
    );
  }
  const made: Passwords = { superuser: secret(), owner: secret(), app: secret() };
  const draft = `${file}.${process.pid}`;
  rmSync(draft, { force: true });
  writeFileSync(draft, JSON.stringify(made), { mode: 0o600, flush: true });
  renameSync(draft, file);
  return made;
}

/** The address under which a login reaches a database of the embedded server. */
export function loginUrl(
  port: number,
  known: Passwords,
  who: { login: LoginName; database?: string },
): string {
  const database = who.database ?? (who.login === 'superuser' ? 'postgres' : DATABASE);
  return `postgresql://${USERS[who.login]}:${known[who.login]}@127.0.0.1:${port}/${database}`;
}

/** Makes owner, application login and database where they are missing; may be repeated after a crash. */
export async function ensureLogins(superuser: pg.Client, known: Passwords): Promise<void> {
  // The session of a process that was killed may still be carrying out its last statement.
  await superuser.query('SELECT pg_advisory_lock(1)');
  const { rows } = await superuser.query<{ ready: boolean }>(
    'SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1) AS ready',
    [DATABASE],
  );
  if (rows[0]?.ready) return;
  await ensureRole(superuser, USERS.owner, `LOGIN CREATEROLE CREATEDB PASSWORD '${known.owner}'`);
  await ensureRole(superuser, USERS.app, `LOGIN PASSWORD '${known.app}'`);
  await superuser.query(`GRANT ${USERS.app} TO ${USERS.owner} WITH ADMIN OPTION`);
  await superuser.query(`CREATE DATABASE ${DATABASE} OWNER ${USERS.owner}`);
}

async function ensureRole(superuser: pg.Client, name: string, options: string): Promise<void> {
  const { rowCount } = await superuser.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
  await superuser.query(`${rowCount ? 'ALTER' : 'CREATE'} ROLE ${name} ${options}`);
}

function secret(): string {
  return randomBytes(24).toString('base64url');
}
