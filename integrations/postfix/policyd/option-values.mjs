/** The value of each option: from its flag, else from its variable, else its default. */
import { parseArgs } from 'node:util';
import { SettingsError } from '../../client/settings-error.mjs';
import { OPTIONS } from './options.mjs';

export class OptionValues {
  /** @type {string[]} The mistakes, one on each line. */
  problems = [];
  /** @type {Record<string, unknown>} */
  #flags;
  #environment;

  /**
   * Reads the flags. Throws a SettingsError if a flag is unknown or has no value.
   * @param {readonly string[]} args
   * @param {NodeJS.ProcessEnv} environment
   */
  constructor(args, environment) {
    this.#flags = parseFlags(args);
    this.#environment = environment;
  }

  /** @param {string} flag A flag that has no value. */
  has(flag) {
    return this.#flags[flag] === true;
  }

  /**
   * Reads an option. It is undefined, and a problem is noted, if the option is missing or has the wrong form.
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
   * Reads an option that may be missing.
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
    // In an EnvironmentFile, an empty variable means "not set".
    const text = this.#environment[variable] || standard;
    return { source: text === undefined ? `--${flag} or ${variable}` : variable, text };
  }
}

/**
 * Quotes a value for a message, without the credentials that a URL may contain.
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
