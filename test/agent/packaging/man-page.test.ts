/** The man page and the configuration file name every option as the program does. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { OPTION_NAMES, optionOf } from '../../../agent/settings/options.ts';
import { ROOT } from '../../repository/source-files.ts';
import { describeHere, findMissing } from './describe-here.ts';

const run = promisify(execFile);

const FOLDER = join(ROOT, 'agent/packaging');
const PAGE = join(FOLDER, 'sendgate-agent.8');

interface Described {
  readonly name: string | undefined;
  readonly form: string | undefined;
  readonly default: string | undefined;
  readonly variable: string | undefined;
}

const OPTIONS: readonly Described[] = OPTION_NAMES.map((name) => {
  const { form, default: standard, variable } = optionOf(name);
  const yes = form === undefined ? '=yes' : '';
  return { name, form, default: standard, variable: variable && `${variable}${yes}` };
});

/** Returns the options as the rendered page describes them. */
function readOptions(page: string): Described[] {
  const section = /^OPTIONS\n(.*?)^[A-Z]/ms.exec(page)?.[1] ?? '';
  return section
    .split(/^ {7}(?=--)/m)
    .slice(1)
    .map((paragraph) => {
      const [, name, form] = /^--([\w-]+)(?: (.+))?\n/.exec(paragraph) ?? [];
      const text = paragraph.replaceAll(/\s+/g, ' ');
      return {
        name,
        form,
        default: /Default: (\S+)\. /.exec(text)?.[1],
        variable: /\((SENDGATE_\w+(?:=yes)?)\)/.exec(text)?.[1],
      };
    });
}

describeHere('the man page', findMissing('man'), () => {
  it('is rendered without a warning, and has each option with its form, default and variable', async () => {
    const environment = { PATH: process.env.PATH, MANWIDTH: '200', MAN_KEEP_FORMATTING: '' };
    const { stdout, stderr } = await run('man', ['--warnings', '--no-hyphenation', '-l', PAGE], {
      env: { ...environment, LC_ALL: 'C.UTF-8' },
    });
    expect(stderr).toBe('');
    expect(readOptions(stdout)).toEqual(OPTIONS);
    const sections = [...stdout.matchAll(/^[A-Z]{2}[A-Z ]*$/gm)].map(([title]) => title);
    expect(sections).toEqual(
      'NAME SYNOPSIS DESCRIPTION OPTIONS SERVICE FILES SIGNALS EXIT_STATUS SECURITY SEE_ALSO'
        .split(' ')
        .map((title) => title.replace('_', ' ')),
    );
  });
});

it('the configuration file has each setting, with its default', () => {
  const text = readFileSync(join(FOLDER, 'agent.conf'), 'utf8');
  const lines = [...text.matchAll(/^#?(SENDGATE_\w+)=(.*)$/gm)];
  const named = new Map(lines.map(([, variable = '', value]) => [variable, value]));
  const settings = OPTION_NAMES.map(optionOf).filter(
    ({ variable }) => variable && variable !== 'SENDGATE_CONFIG',
  );
  expect(new Set(named.keys())).toEqual(new Set(settings.map(({ variable }) => variable)));
  for (const { variable = '', default: standard } of settings)
    if (standard) expect(named.get(variable), variable).toBe(standard);
});
