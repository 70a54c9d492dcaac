/** Values a refusal's sentence may name. */
export type RefusalParams = Record<string, string | number>;

/**
 * The one kind of expected "no". `code` is a key of the dictionary's `refusals`; the edge turns it
 * into words. `field` names the input it belongs to, so that a modal shows it in place.
 * Anything else that is thrown is a bug.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly params: RefusalParams;
  readonly field: string | undefined;
  /** What can be done about it: a doing and its input, offered privately beside the sentence. */
  readonly offer: { doing: string; input: Record<string, string | number> } | undefined;

  constructor(
    code: string,
    params: RefusalParams = {},
    field?: string,
    offer?: { doing: string; input: Record<string, string | number> },
  ) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.params = params;
    this.field = field;
    this.offer = offer;
  }
}

/** Several refusals at once: one per field of a form. */
export class Refusals extends Error {
  readonly list: Refusal[];

  constructor(list: Refusal[]) {
    super(list.map((refusal) => refusal.code).join(', '));
    this.name = 'Refusals';
    this.list = list;
  }
}
