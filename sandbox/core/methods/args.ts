import { isBag } from '../bags.ts';
import { documented, SlackError } from '../errors.ts';
import type { Bag } from '../types.ts';

/** Arguments of a Web API call: strings from a form, JSON inside strings, or values of a JSON body. */
export class Args {
  readonly raw: Bag;

  constructor(raw: Bag) {
    this.raw = raw;
  }

  has(name: string): boolean {
    return this.raw[name] !== undefined;
  }

  str(name: string): string {
    const value = this.raw[name];
    return value === undefined || value === null ? '' : String(value);
  }

  /** Documented: a missing argument is `invalid_arguments`, with the reason under response_metadata. */
  required(name: string): string {
    const value = this.str(name);
    if (value) return value;
    throw new SlackError('invalid_arguments', {
      evidence: 'documented',
      rule: `missing required field: ${name}`,
      extra: { response_metadata: { messages: [`[ERROR] missing required field: ${name}`] } },
    });
  }

  flag(name: string): boolean {
    return this.str(name) === 'true' || this.str(name) === '1';
  }

  number(name: string, otherwise: number): number {
    const value = Number(this.str(name));
    return this.str(name) !== '' && Number.isFinite(value) ? value : otherwise;
  }

  /** A JSON argument, already parsed or still a string; `code` when it is not JSON. */
  json(name: string, code = 'invalid_arguments'): unknown {
    const value = this.raw[name];
    if (typeof value !== 'string') return value ?? undefined;
    if (value === '') return undefined;
    try {
      return JSON.parse(value);
    } catch {
      throw documented(code);
    }
  }

  /** A JSON object argument. */
  object(name: string, code: string): Bag | undefined {
    const value = this.json(name, code);
    if (value === undefined) return undefined;
    if (!isBag(value)) throw documented(code);
    return value;
  }

  list(name: string): string[] {
    return this.str(name)
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
  }
}
