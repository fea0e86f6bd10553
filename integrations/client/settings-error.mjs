/** An error that lists the mistakes in flags, environment or files, one on each line. */
export class SettingsError extends Error {
  /** @param {readonly string[]} lines */
  constructor(lines) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/** The faults of files that have plainer words than Node's. */
const WORDS = new Map([
  ['ENOENT', 'there is no such file'],
  ['ENOTDIR', 'there is no such file'],
  ['EACCES', 'this user may not read it'],
  ['EISDIR', 'it is a folder; wanted: a file'],
]);

/**
 * Says why a file can't be read.
 * @param {unknown} error
 * @returns {string}
 */
export function whyUnread(error) {
  if (!(error instanceof Error)) return String(error);
  return ('code' in error && WORDS.get(String(error.code))) || error.message;
}
