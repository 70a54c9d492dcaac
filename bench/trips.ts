import pg from 'pg';

/** A statement that went to the database. */
export interface Statement {
  text: string;
  values: unknown[];
}

/** Notes every statement this process sends while `work` runs; connections' own settings are left out. */
export async function noteStatements(
  work: (sent: Statement[]) => Promise<unknown>,
): Promise<Statement[]> {
  const { query } = pg.Client.prototype;
  const sent: Statement[] = [];
  // biome-ignore lint/suspicious/noExplicitAny: the overloads of pg's query are passed on as they are.
  pg.Client.prototype.query = function (this: pg.Client, ...args: any[]): any {
    const [asked, values] = args;
    const text: string = asked.text ?? asked;
    if (!text.includes('set_config')) sent.push({ text, values: asked.values ?? values ?? [] });
    return Reflect.apply(query, this, args);
  } as typeof query;
  try {
    await work(sent);
  } finally {
    pg.Client.prototype.query = query;
  }
  return sent;
}
