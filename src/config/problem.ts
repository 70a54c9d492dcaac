/** One thing wrong with the settings. Never holds a value: values here are secrets. */
export interface Problem {
  /** The variable or file. */
  name: string;
  wrong: string;
  remedy: string;
}

/** Everything wrong with the settings at once; `message` is what an operator reads. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const count = problems.length === 1 ? 'one thing is' : `${problems.length} things are`;
    const lines = problems.map(({ name, wrong, remedy }) => `  ${name} ${wrong}.\n    ${remedy}`);
    super(`Gatehouse cannot start, ${count} wrong with its settings:\n${lines.join('\n')}`);
    this.problems = problems;
  }
}

/** Reads one variable; null when absent or wrong, and then the problem is noted. Never repeats a value. */
export type Read<Name extends string = string> = (name: Name) => string | null;
