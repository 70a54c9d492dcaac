import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLog, errorReference } from '../../src/lib/log.ts';
import { EVENTS, type EventName } from '../../src/lib/log-events.ts';
import { scrub } from '../../src/lib/scrub.ts';

function listen() {
  const lines: string[] = [];
  const log = createLog({ level: 'debug', write: (line) => void lines.push(line) });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') };
}

const PHONE = '13812345678';
const NAME = '王小明';

describe('the log', () => {
  test('says what happened by ids and codes', () => {
    const { log, last } = listen();
    log.info('request.handled', {
      doing: 'customer.register',
      member: 'U012AB3CD45',
      ms: 12.5,
      outcome: 'ok',
    });
    expect(last()).toEqual({
      level: 'info',
      time: expect.any(String),
      event: 'request.handled',
      doing: 'customer.register',
      member: 'U012AB3CD45',
      ms: 12.5,
      outcome: 'ok',
    });
  });

  test('drops every field that its event does not list', () => {
    const { log, lines } = listen();
    const careless = { doing: 'customer.register', phone: PHONE, view: { state: { name: NAME } } };
    log.info('request.handled', careless);
    expect(lines.join()).not.toMatch(/138|王|view/);
  });

  test("replaces a phone that stands in an id's or a code's place", () => {
    const { log, last } = listen();
    log.info('request.handled', { member: PHONE, doing: '138-1234-5678' });
    expect(last()).toMatchObject({ member: '[not an id]', doing: '[not a code]' });
    log.info('message.sent', { message: '0190a0b0-1234-7abc-8def-123456789012', ms: Number.NaN });
    expect(last()).toMatchObject({ message: '0190a0b0-1234-7abc-8def-123456789012' });
  });

  test('keeps quiet below its level', () => {
    const lines: string[] = [];
    createLog({ level: 'warn', write: (line) => void lines.push(line) }).info('app.ready', {});
    expect(lines).toEqual([]);
  });
});

describe('an error in the log', () => {
  test('of the database keeps code, table and constraint, and none of the values it quotes', () => {
    const { log, lines, last } = listen();
    const error = Object.assign(new Error(`duplicate key value (${NAME}, ${PHONE})`), {
      severity: 'ERROR',
      code: '23505',
      detail: `Key (phone)=(${PHONE}) already exists.`,
      where: `COPY customers, line 1: "${NAME}"`,
      table: 'customer_phones',
      constraint: 'customer_phones_live_key',
    });
    log.error('request.failed', { reference: 'E-7K3Q' }, error);
    expect(last().error).toMatchObject({
      code: '23505',
      table: 'customer_phones',
      constraint: 'customer_phones_live_key',
    });
    expect(lines.join()).not.toMatch(/138|王/);
  });

  test('of our own keeps its scrubbed message, its place and its cause', () => {
    const { log, lines, last } = listen();
    const cause = new TypeError(`cannot read "${NAME}" at +86 138 1234 5678`);
    log.error(
      'request.failed',
      {},
      new Error(`no row for ${PHONE} of wang@example.com`, { cause }),
    );
    expect(last().error.message).toBe('no row for [digits] of [mail]');
    expect(last().error.cause).toMatchObject({
      name: 'TypeError',
      message: 'cannot read [quoted] at [digits]',
    });
    expect(last().error.frames[0]).toContain('log.test.ts');
    expect(lines.join()).not.toMatch(/138|王|wang/);
  });

  test('that is not an error at all says only of what type it was', () => {
    const { log, last } = listen();
    log.error('request.failed', {}, { phone: PHONE });
    expect(last().error).toEqual({ name: 'object', frames: [] });
  });
});

test.each([
  ['13812345678'],
  ['+86 138-1234-5678'],
  ['１３８１２３４５６７８'],
  ['(0571) 8888 6666'],
  ['11010519491231002X'],
  ['xoxb-123-456-abcdef'],
  ['xapp-1-A0-22-ff'],
  ['postgresql://app:hunter2@db/x'],
  ['王小明'],
  ["'Wang Xiaoming'"],
])('the net catches %s', (secret) => {
  const left = scrub(`before ${secret} after`);
  expect(left).toMatch(/^before .* after$/);
  expect(left).not.toMatch(/138|８|8888|1949|456|22-ff|hunter2|王|Xiaoming/);
});

test('whatever a careless caller hands over, no canary comes out', () => {
  const names = Object.keys(EVENTS) as EventName[];
  const canary = fc.constantFrom(PHONE, NAME, `+86${PHONE}`, `${NAME}先生`, 'xoxb-1-2-3canary');
  const field = fc.constantFrom(
    'doing',
    'member',
    'code',
    'message',
    'line',
    'reason',
    'name',
    'phone',
    'count',
  );
  const nested = fc.oneof(
    canary,
    fc.array(canary),
    fc.record({ value: canary }),
    canary.map((text) => new Error(text)),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.dictionary(field, nested),
      nested,
      (name, fields, error) => {
        const { log, lines } = listen();
        log.error(name, fields, error);
        expect(lines.join()).not.toMatch(/1381234|王小明|3canary/);
      },
    ),
  );
});

test('a person can read an error reference out aloud', () => {
  fc.assert(
    fc.property(fc.constant(null), () => {
      expect(errorReference()).toMatch(/^E-[2-9A-HJKMNP-TV-Z]{4}$/);
    }),
  );
});
