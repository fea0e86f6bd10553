/**
 * Writes and reads the settings as a file, which a person keeps or takes to another browser. Pure. The file holds no
 * token, so a stranger who finds it can do nothing with it. Reading is strict: one wrong field refuses the whole
 * file.
 */
import { parseAccountId } from '../../shared/account-id.ts';
import { findListName, parseListName } from '../../shared/list-name.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import type { AwaitedConnection, Connection } from './connection.ts';
import { parseConsoleHost } from './console-hosts.ts';
import { parseEndpoint } from './endpoint-text.ts';
import { LANGUAGES, type Language } from './language.ts';
import type { TabPosition } from './tab-position.ts';

const FORMAT = 'sendgate-settings';
const VERSION = 1;

export interface PortableSettings {
  readonly language: Language;
  readonly connections: readonly AwaitedConnection[];
  readonly addedHosts: readonly string[];
  readonly tabPositions: Readonly<Record<string, TabPosition>>;
}

/** The result of reading a file. */
export interface ImportedSettings {
  /** The connections that now wait for their token. */
  readonly waiting: number;
  /** Parts of it may have been left out, since the company has locked them. */
  readonly withoutLocked: boolean;
}

/** The field that is wrong, as a JSON Pointer; `/` is the file as a whole. */
export interface FileProblem {
  readonly pointer: string;
  readonly wanted: 'json' | 'settings' | 'known-fields' | 'right-value';
}

/** Returns a connection without its token and without the session of that token. */
export function withoutToken(connection: Connection): AwaitedConnection {
  const { endpoint, otherFamilyEndpoint, session, accounts } = connection;
  return { endpoint, otherFamilyEndpoint, account: session.account, accounts };
}

export function writeSettingsFile(settings: PortableSettings): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, ...settings }, null, 2)}\n`;
}

export function parseSettingsFile(text: string): Result<PortableSettings, FileProblem> {
  const file = readJson(text);
  if (file === undefined) return failure({ pointer: '/', wanted: 'json' });
  if (!isPlainRecord(file) || file.format !== FORMAT || file.version !== VERSION) {
    return failure({ pointer: '/', wanted: 'settings' });
  }
  const problem =
    findUnknown(file, SETTINGS, '') ??
    findInList(file.connections, '/connections', findConnectionProblem) ??
    findInList(file.addedHosts, '/addedHosts', findHostProblem) ??
    findPositionsProblem(file.tabPositions);
  if (problem) return failure(problem);
  if (!LANGUAGES.includes(file.language as Language)) return failure(wrong('/language'));
  // Every field was checked above, so the type is right.
  const { language, connections, addedHosts, tabPositions } = file as unknown as PortableSettings;
  const added = addedHosts.filter((host) => parseConsoleHost(host).ok);
  return success({ language, connections, addedHosts: added, tabPositions });
}

type FileFields = Readonly<Record<string, unknown>>;

const SETTINGS = ['format', 'version', 'language', 'connections', 'addedHosts', 'tabPositions'];
const CONNECTION = ['endpoint', 'otherFamilyEndpoint', 'account', 'accounts'];
const POSITION = ['hidden', 'side', 'top'];

function findConnectionProblem(item: unknown, at: string): FileProblem | undefined {
  if (!isPlainRecord(item)) return wrong(at);
  const { endpoint, otherFamilyEndpoint, account, accounts } = item;
  return (
    findUnknown(item, CONNECTION, at) ??
    (isEndpoint(endpoint) ? undefined : wrong(`${at}/endpoint`)) ??
    (otherFamilyEndpoint === null || isEndpoint(otherFamilyEndpoint)
      ? undefined
      : wrong(`${at}/otherFamilyEndpoint`)) ??
    (account === null || isAccount(account) ? undefined : wrong(`${at}/account`)) ??
    findInList(accounts, `${at}/accounts`, (one, place) =>
      isAccount(one) ? undefined : wrong(place),
    )
  );
}

/**
 * Finds what is wrong with an added host. A host that is now in the built-in table is not an error: a later version
 * may have added it there. The host is left out.
 */
function findHostProblem(item: unknown, at: string): FileProblem | undefined {
  if (typeof item !== 'string') return wrong(at);
  const host = parseConsoleHost(item);
  if (!host.ok) return host.error.reason === 'built-in' ? undefined : wrong(at);
  return host.value === item ? undefined : wrong(at);
}

function findPositionsProblem(positions: unknown): FileProblem | undefined {
  if (!isPlainRecord(positions)) return wrong('/tabPositions');
  for (const [host, position] of Object.entries(positions)) {
    const at = `/tabPositions/${host.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!isPlainRecord(position)) return wrong(at);
    const unknown = findUnknown(position, POSITION, at);
    if (unknown) return unknown;
    const { hidden, side, top } = position;
    if (typeof hidden !== 'boolean') return wrong(`${at}/hidden`);
    if (side !== 'left' && side !== 'right') return wrong(`${at}/side`);
    if (typeof top !== 'number' || top < 0 || top > 1) return wrong(`${at}/top`);
  }
  return undefined;
}

function findInList(
  list: unknown,
  at: string,
  find: (item: unknown, at: string) => FileProblem | undefined,
): FileProblem | undefined {
  if (!Array.isArray(list)) return wrong(at);
  for (const [index, item] of list.entries()) {
    const problem = find(item, `${at}/${index}`);
    if (problem) return problem;
  }
  return undefined;
}

/**
 * Finds a field that the format does not have. It may be a token that somebody put there, so it is not accepted
 * silently.
 */
function findUnknown(
  fields: FileFields,
  known: readonly string[],
  at: string,
): FileProblem | undefined {
  const name = Object.keys(fields).find((field) => !known.includes(field));
  return name === undefined ? undefined : { pointer: `${at}/${name}`, wanted: 'known-fields' };
}

function isEndpoint(value: unknown): boolean {
  return typeof value === 'string' && isOwnText(parseEndpoint(value), value);
}

/** A shared list stands among the accounts. */
function isAccount(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const list = findListName(value);
  return list === undefined ? isOwnText(parseAccountId(value), value) : parseListName(list).ok;
}

/** Decides whether a text is canonical. Only canonical texts are written to the file, so any other text is wrong. */
function isOwnText(parsed: Result<string, unknown>, text: string): boolean {
  return parsed.ok && parsed.value === text;
}

function wrong(pointer: string): FileProblem {
  return { pointer, wanted: 'right-value' };
}

function isPlainRecord(value: unknown): value is FileFields {
  return value instanceof Object && !Array.isArray(value);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
