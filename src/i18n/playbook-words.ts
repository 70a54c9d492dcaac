/** Words by a code that comes from a rule or a record. */
export type Words = Record<string, string>;

/** What a step of a native playbook says in one language. */
export interface NativeStep {
  title: string;
  find?: string;
  /** Materials by name; an office adds the links. */
  give?: string[];
}

/** The native steps, by stage and key. */
export type NativeSteps = Record<string, Record<string, NativeStep>>;
