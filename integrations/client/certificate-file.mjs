import { readFileSync } from 'node:fs';
import { SettingsError, whyUnread } from './settings-error.mjs';

/**
 * Reads the certificate authorities to trust, in PEM. Throws a SettingsError if the file has none.
 * @param {string} path
 */
export function readCertificateFile(path) {
  try {
    const text = readFileSync(path, 'utf8');
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  } catch (error) {
    throw new SettingsError([`CA file ${path}: ${whyUnread(error)}`]);
  }
  throw new SettingsError([`CA file ${path}: it holds no certificate in PEM`]);
}
