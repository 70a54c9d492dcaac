import { Parser } from 'saxen';

/** What is told of a document while it is read; names come without their prefix. */
export interface Told {
  open(name: string, attribute: (name: string) => string | undefined): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** A document of a workbook is a dozen elements deep; deeper ones are made to fill memory. */
const DEEPEST = 100;
/** Characters between two marks: a cell holds 32,767 (eight bytes each at most), a longer piece would be held whole. */
const LONGEST_PIECE = 500_000;

/**
 * Reads XML as it comes, a piece at a time, and holds nothing of it but what lies between two marks. Nothing is
 * expanded: a document with definitions of its own (`<!DOCTYPE`) is refused. Throws where it is none.
 */
export class XmlReader {
  readonly #parser = new Parser();
  readonly #decoder = new TextDecoder();
  #depth = 0;
  #sinceMark = 0;

  constructor({ open, close, text }: Told) {
    this.#parser.on('openTag', (name, attributes) => {
      this.#sinceMark = 0;
      this.#depth += 1;
      if (this.#depth > DEEPEST) throw new Error('too deep');
      open(localName(name), (key) => attributeOf(attributes(), key));
    });
    this.#parser.on('closeTag', (name) => {
      this.#sinceMark = 0;
      this.#depth -= 1;
      close?.(localName(name));
    });
    this.#parser.on('attention', () => {
      throw new Error('a document type');
    });
    if (!text) return;
    this.#parser.on('text', (piece) => text(decodeEntities(piece)));
    this.#parser.on('cdata', text);
  }

  /** The next bytes. */
  write(bytes: Uint8Array): void {
    this.#sinceMark += bytes.length;
    this.#parser.write(this.#decoder.decode(bytes, { stream: true }));
    if (this.#sinceMark > LONGEST_PIECE) throw new Error('nothing but text');
  }

  /** All of a document at once. */
  read(bytes: Uint8Array): void {
    this.#parser.parse(this.#decoder.decode(bytes));
  }

  end(): void {
    this.#parser.end();
  }
}

/** `x:row` is a row: some programs write every name with a prefix. */
const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** `r:id` is found as `:id`, whatever its prefix is. */
function attributeOf(all: Record<string, string> | false, key: string): string | undefined {
  if (!all) return undefined;
  const found = key.startsWith(':')
    ? Object.keys(all).find((name) => name.endsWith(key) && name !== key)
    : key;
  const value = found === undefined ? undefined : all[found];
  return value === undefined ? undefined : decodeEntities(value);
}

const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi;
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(ENTITY, (whole, decimal, hex, name) => {
    if (name) return NAMED[String(name).toLowerCase()] ?? whole;
    const point = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

/** Characters that XML has no place for are written `_x000D_`. */
export const unescapeText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([\da-f]{4})_/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
