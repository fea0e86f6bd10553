/** An error that lists the mistakes in flags, environment or files, one on each line. */
export class SettingsError extends Error {
  /** @param {readonly string[]} lines */
  constructor(lines) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}
