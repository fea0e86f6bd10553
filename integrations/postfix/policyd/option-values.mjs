/** What was given for each option: its flag, else its variable, else its default. */
import { parseArgs } from 'node:util';
import { SettingsError } from '../../client/settings-error.mjs';
import { OPTIONS } from './options.mjs';

export class OptionValues {
  /** @type {string[]} What is wrong, a line each. */
  problems = [];
  /** @type {Record<string, unknown>} */
  #flags;
  #environment;

  /**
   * Throws a SettingsError when a flag is not known or lacks its value.
   * @param {readonly string[]} args
   * @param {NodeJS.ProcessEnv} environment
   */
  constructor(args, environment) {
    this.#flags = parseFlags(args);
    this.#environment = environment;
  }

  /** @param {string} flag One without a value. */
  has(flag) {
    return this.#flags[flag] === true;
  }

  /**
   * Undefined, with a problem noted, when it is missing or has not the form wanted.
   * @template Value
   * @param {string} flag
   * @param {(text: string) => Value | undefined} parse
   * @returns {Value | undefined}
   */
  read(flag, parse) {
    const { source, text } = this.#find(flag);
    const { form, help } = OPTIONS[flag] ?? {};
    const value = text === undefined ? undefined : parse(text);
    if (value !== undefined) return value;
    const fault = text === undefined ? 'is missing' : `can’t be ${quote(text)}`;
    this.problems.push(`${source} ${fault}; wanted: ${form} (${help})`);
    return undefined;
  }

  /**
   * As read, without a problem when it is missing.
   * @template Value
   * @param {string} flag
   * @param {(text: string) => Value | undefined} parse
   */
  readOptional(flag, parse) {
    return this.#find(flag).text === undefined ? undefined : this.read(flag, parse);
  }

  /** @param {string} flag */
  readWholeNumber(flag) {
    const [minimum, maximum] = (OPTIONS[flag]?.form ?? '').split('-').map(Number);
    return this.read(flag, (text) => {
      const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
      return number >= Number(minimum) && number <= Number(maximum) ? number : undefined;
    });
  }

  /** @param {string} flag */
  #find(flag) {
    const { variable = '', default: standard } = OPTIONS[flag] ?? {};
    const given = this.#flags[flag];
    if (typeof given === 'string') return { source: `--${flag}`, text: given };
    // Empty is what an EnvironmentFile says for "not set".
    const text = this.#environment[variable] || standard;
    return { source: text === undefined ? `--${flag} or ${variable}` : variable, text };
  }
}

/**
 * For the eye, without the credentials that a URL may hold.
 * @param {string} text
 */
function quote(text) {
  return JSON.stringify(text.replace(/\/\/[^/]*@/, '//…@'));
}

/**
 * @param {readonly string[]} args
 * @returns {Record<string, unknown>}
 */
function parseFlags(args) {
  const options = Object.entries(OPTIONS).map(([flag, { variable }]) => [
    flag,
    { type: variable === undefined ? 'boolean' : 'string' },
  ]);
  try {
    return parseArgs({ args: [...args], options: Object.fromEntries(options) }).values;
  } catch (error) {
    throw new SettingsError([`${error instanceof Error ? error.message : error} See --help.`]);
  }
}
