/** agent/README.md has the settings of the agent, with their variables and defaults. */
import { expect, it } from 'vitest';
import { OPTION_NAMES, optionOf } from '../../agent/settings/options.ts';
import { readDocument, tableUnder } from './documents.ts';

it('has every setting, with its variable and its default', () => {
  const rows = tableUnder(readDocument('agent/README.md').text, '## Settings');
  const told = rows.map(([flag = '', variable = '', standard = '']) => [
    flag.replaceAll('`', ''),
    variable.replaceAll('`', '').replace(/=yes$/, ''),
    standard.replaceAll('`', ''),
  ]);
  const settings = OPTION_NAMES.filter((name) => optionOf(name).variable !== undefined);
  expect(told.map(([flag, variable]) => [flag, variable])).toEqual(
    settings.map((name) => [`--${name}`, optionOf(name).variable]),
  );
  for (const [flag = '', , standard] of told) {
    const { default: own } = optionOf(flag.slice(2) as (typeof OPTION_NAMES)[number]);
    if (own !== undefined) expect(standard, flag).toBe(own);
  }
});
