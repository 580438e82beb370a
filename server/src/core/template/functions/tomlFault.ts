/** What is wrong with a TOML text, in the words of BurntSushi/toml, and the line it names. */
export class TomlFault extends Error {
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/** Where that library panics, in its words. */
export class TomlPanic extends Error {}

/** More than we are willing to read. */
export class TomlTooLarge extends Error {}
