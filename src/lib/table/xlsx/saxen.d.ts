/** What we use of saxen, which brings no types of its own. */
declare module 'saxen' {
  export class Parser {
    on(
      event: 'openTag',
      told: (name: string, attributes: () => Record<string, string> | false) => void,
    ): this;
    on(event: 'closeTag', told: (name: string) => void): this;
    on(event: 'text' | 'cdata' | 'attention', told: (text: string) => void): this;
    parse(xml: string): void;
    write(chunk: string): this;
    end(): void;
  }
}
