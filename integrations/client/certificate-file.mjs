import { readFileSync } from 'node:fs';
import { SettingsError } from './settings-error.mjs';

/**
 * The authorities to trust, in PEM; throws a SettingsError when the file holds none.
 * @param {string} path
 */
export function readCertificateFile(path) {
  try {
    const text = readFileSync(path, 'utf8');
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  } catch (error) {
    throw new SettingsError([`CA file ${path}: ${error instanceof Error ? error.message : error}`]);
  }
  throw new SettingsError([`CA file ${path}: it holds no certificate in PEM`]);
}
