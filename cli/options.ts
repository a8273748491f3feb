export interface OptionKind {
  /** The name of its value in the help; without it the option is a flag. */
  value?: string;
  /** It may be there more than once. */
  isList?: true;
  help: string;
}

/** The options that are there. */
export interface Options {
  text(name: string): string | null;
  list(name: string): readonly string[];
  isSet(name: string): boolean;
}
