import { readFileSync, statSync } from 'node:fs';
import { SettingsError, whyUnread } from './settings-error.mjs';

/** What a message calls the file, and what the file is to hold. */
const TOKEN = { file: 'token file', content: 'the relay token' };

/**
 * Reads the relay token, or another secret. Throws a SettingsError if the file has none, or if everyone may read the file.
 * @param {string} path
 */
export function readTokenFile(path, { file, content } = TOKEN) {
  /** @param {string} fault */
  const refuse = (fault) => new SettingsError([`${file} ${path}: ${fault}`]);
  let text;
  try {
    const found = statSync(path);
    // Before its permissions: a folder or a device must not be told to be closed. A pipe is what <(…) of a shell gives.
    if (!found.isFile() && !found.isFIFO())
      throw refuse(
        `it is ${found.isDirectory() ? 'a folder' : 'no regular file'}; wanted: a file with ${content}`,
      );
    if ((found.mode & 0o004) !== 0) throw refuse(`everyone can read it; chmod 600 ${path}`);
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw error instanceof SettingsError ? error : refuse(whyUnread(error));
  }
  // The message never quotes the content, because it may be a secret of something else.
  if (!/^[\x21-\x7e]+$/.test(text))
    throw refuse(`it must hold ${content}, on one line, and nothing else`);
  return text;
}
