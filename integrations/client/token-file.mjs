import { readFileSync, statSync } from 'node:fs';
import { SettingsError } from './settings-error.mjs';

/**
 * Reads the relay token. Throws a SettingsError if the file has no token, or if everyone may read the file.
 * @param {string} path
 */
export function readTokenFile(path) {
  let text;
  try {
    if ((statSync(path).mode & 0o004) !== 0)
      throw new SettingsError([`token file ${path}: everyone can read it; chmod 600 ${path}`]);
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (error instanceof SettingsError) throw error;
    throw new SettingsError([
      `token file ${path}: ${error instanceof Error ? error.message : error}`,
    ]);
  }
  // The message never quotes the content, because it may be a secret of something else.
  if (!/^[\x21-\x7e]+$/.test(text))
    throw new SettingsError([
      `token file ${path}: it holds a relay token on one line and nothing else`,
    ]);
  return text;
}
