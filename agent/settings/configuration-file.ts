/** Reads a file of settings: lines of VARIABLE=value, as systemd reads an EnvironmentFile. */
import { readFileSync } from 'node:fs';
import { SettingsError, whyUnread } from '../../integrations/client/settings-error.mjs';
import { OPTION_NAMES, optionOf } from './options.ts';

const VARIABLES = new Set(OPTION_NAMES.map((name) => optionOf(name).variable));

/** Throws a SettingsError that names every wrong line. */
export function readConfigurationFile(path: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const problems: string[] = [];
  for (const [index, line] of readLines(path).entries()) {
    const text = line.trim();
    if (text === '' || /^[#;]/.test(text)) continue;
    const place = `${path}, line ${index + 1}`;
    const [, name = '', value = ''] = /^([A-Z_]+)\s*=\s*(.*)$/.exec(text) ?? [];
    if (name === '') problems.push(`${place}: wanted: VARIABLE=value, such as SENDGATE_FRESH=30`);
    else if (!VARIABLES.has(name) || name === 'SENDGATE_CONFIG')
      problems.push(`${place}: there is no setting ${name}; see --help`);
    else if (values.has(name)) problems.push(`${place}: ${name} stands there twice`);
    else values.set(name, withoutQuotes(value));
  }
  if (problems.length > 0) throw new SettingsError(problems);
  return values;
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch (error) {
    throw new SettingsError([`configuration file ${path}: ${whyUnread(error)}`]);
  }
}

function withoutQuotes(value: string): string {
  return /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
}
