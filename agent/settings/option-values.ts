/** The value of each option: from its flag, else from its variable, else from the file, else its default. */
import { parseArgs } from 'node:util';
import { SettingsError } from '../../integrations/client/settings-error.mjs';
import { readConfigurationFile } from './configuration-file.ts';
import { isFlag, OPTION_NAMES, type OptionName, optionOf } from './options.ts';

type Flags = Readonly<Record<string, boolean | readonly string[] | undefined>>;

interface Found {
  /** What to name in a message. */
  readonly source: string;
  readonly texts: readonly string[];
}

export class OptionValues {
  /** The mistakes, one on each line. */
  readonly problems: string[] = [];
  readonly #flags: Flags;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #file: ReadonlyMap<string, string>;
  readonly #fileName: string | undefined;

  /** Throws a SettingsError if a flag is unknown or has no value, or if the file can't be read. */
  constructor(args: readonly string[], environment: NodeJS.ProcessEnv) {
    this.#flags = parseFlags(args);
    this.#environment = environment;
    this.#file = new Map();
    this.#fileName = this.#has('help') ? undefined : this.#find('config').texts.at(-1);
    if (this.#fileName !== undefined) this.#file = readConfigurationFile(this.#fileName);
  }

  /** A flag, or a variable that is `yes`. */
  has(name: OptionName): boolean {
    return this.#has(name) || this.#readYes(name);
  }

  /** Reads an option. It is undefined, and a problem is noted, if the option is missing or has the wrong form. */
  read<Value>(name: OptionName, parse: (text: string) => Value | undefined): Value | undefined {
    const { source, texts } = this.#find(name);
    const text = texts.at(-1);
    if (text === undefined) {
      this.#note(name, source, 'is missing');
      return undefined;
    }
    return this.#parse(name, source, text, parse);
  }

  readOptional<Value>(
    name: OptionName,
    parse: (text: string) => Value | undefined,
  ): Value | undefined {
    return this.#find(name).texts.length === 0 ? undefined : this.read(name, parse);
  }

  readAll<Value>(name: OptionName, parse: (text: string) => Value | undefined): Value[] {
    const { source, texts } = this.#find(name);
    return texts.flatMap((text) => this.#parse(name, source, text, parse) ?? []);
  }

  /** Reads a number within the bounds that the form of the option names. */
  readNumber(name: OptionName): number | undefined {
    const form = optionOf(name).form ?? '';
    const [minimum, maximum] = form.split('-').map(Number);
    const pattern = form.includes('.') ? /^\d{1,9}(\.\d{1,3})?$/ : /^\d{1,9}$/;
    return this.read(name, (text) => {
      const number = pattern.test(text) ? Number(text) : Number.NaN;
      return number >= Number(minimum) && number <= Number(maximum) ? number : undefined;
    });
  }

  /** Reads a file that an option names at `path`. It is undefined, and a problem is noted, if it can't be used. */
  readFile<Value>(
    name: OptionName,
    path: string | undefined,
    read: (path: string) => Value,
  ): Value | undefined {
    if (path === undefined) return undefined;
    try {
      return read(path);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      const { source } = this.#find(name);
      this.problems.push(...error.lines.map((line) => `${source}: ${line}`));
      return undefined;
    }
  }

  #has(name: OptionName): boolean {
    return this.#flags[name] === true;
  }

  #readYes(name: OptionName): boolean {
    const { variable } = optionOf(name);
    if (variable === undefined) return false;
    const { source, text } = this.#findVariable(variable);
    if (text === undefined || text === 'no') return false;
    if (text !== 'yes') this.problems.push(`${source} can’t be ${quote(text)}; wanted: yes or no`);
    return text === 'yes';
  }

  #parse<Value>(
    name: OptionName,
    source: string,
    text: string,
    parse: (text: string) => Value | undefined,
  ): Value | undefined {
    const value = parse(text);
    if (value === undefined) this.#note(name, source, `can’t be ${quote(text)}`);
    return value;
  }

  #note(name: OptionName, source: string, fault: string): void {
    const { form, help } = optionOf(name);
    this.problems.push(`${source} ${fault}; wanted: ${form} (${help})`);
  }

  #find(name: OptionName): Found {
    const { variable = '', default: standard, isRepeatable } = optionOf(name);
    const given = this.#flags[name];
    if (Array.isArray(given)) return { source: `--${name}`, texts: given };
    const { source, text = standard } = this.#findVariable(variable);
    if (text === undefined) return { source: `--${name} or ${variable}`, texts: [] };
    return { source, texts: isRepeatable ? text.split(/[\s,]+/).filter(Boolean) : [text] };
  }

  #findVariable(variable: string): { readonly source: string; readonly text?: string } {
    // An empty variable means "not set".
    const own = this.#environment[variable];
    if (own) return { source: variable, text: own };
    const kept = this.#file.get(variable);
    return kept ? { source: `${this.#fileName}: ${variable}`, text: kept } : { source: variable };
  }
}

/** Quotes a value for a message, without the credentials that a URL may contain. */
function quote(text: string): string {
  return JSON.stringify(text.replace(/\/\/[^/]*@/, '//…@'));
}

function parseFlags(args: readonly string[]): Flags {
  const options = OPTION_NAMES.map((name) => [
    name,
    isFlag(name) ? { type: 'boolean' as const } : { type: 'string' as const, multiple: true },
  ]);
  try {
    return parseArgs({ args: [...args], options: Object.fromEntries(options) }).values as Flags;
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    // Node goes on with what the value may have been meant for.
    const [first = ''] = fault.split('\n');
    const named = /'--([a-z-]+)/.exec(first)?.[1];
    const name = OPTION_NAMES.find((one) => one === named);
    const form = name && optionOf(name).form;
    const wanted = form ? `wanted: --${name}=${form}; see --help` : 'see --help';
    throw new SettingsError([`${first.replace(/\.$/, '')}; ${wanted}`]);
  }
}
