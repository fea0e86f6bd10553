import type { Result } from '../../../shared/result.ts';
import type { ImportRows, ImportTrouble } from './import-row.ts';
import { readCsvImport } from './read-csv-import.ts';
import { readJsonImport } from './read-json-import.ts';

/** Reads what an export wrote, or a list from elsewhere: told apart by how it begins, whatever its name. */
export function readImport(file: string): Result<ImportRows, ImportTrouble> {
  const text = file.replace(/^\ufeff/, '');
  return /^\s*[[{]/.test(text) ? readJsonImport(text) : readCsvImport(text);
}
