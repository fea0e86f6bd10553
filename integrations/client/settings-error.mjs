/** What is wrong with flags, environment or files, a line each. */
export class SettingsError extends Error {
  /** @param {readonly string[]} lines */
  constructor(lines) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}
