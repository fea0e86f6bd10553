/**
 * An operator with a copy of the project and a Cloudflare account. The real wrangler runs what they
 * type.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { makeOwnCopy } from '../local/own-copy.ts';
import { temporaryFolder } from '../local/temporary-folder.ts';
import { ROOT } from '../repository/source-files.ts';
import { CloudflareAccount } from './cloudflare-account.ts';
import { ACCOUNT_ID, API_TOKEN, openCloudflareApi } from './cloudflare-api.ts';

export const OPERATOR_TOKEN = 'operator-'.repeat(4);

const MAX_MS = 50_000;
const QUIET_AND_OFFLINE = {
  NO_COLOR: '1',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_WRITE_LOGS: 'false',
};

export interface Ran {
  readonly exitCode: number | null;
  /** The whole output, with its errors. */
  readonly output: string;
}

export type Operator = Awaited<ReturnType<typeof meetOperator>>;

/** Adds the variables to those of the operator’s shell. */
export async function meetOperator(variables: Readonly<Record<string, string>> = {}) {
  await using met = new AsyncDisposableStack();
  const folder = met.use(temporaryFolder());
  const { root } = makeOwnCopy(join(folder.path, 'project'));
  const account = new CloudflareAccount();
  const api = met.use(await openCloudflareApi(account));
  const environment = {
    ...QUIET_AND_OFFLINE,
    PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}`,
    HOME: folder.path,
    CLOUDFLARE_API_BASE_URL: api.url,
    CLOUDFLARE_API_TOKEN: API_TOKEN,
    CLOUDFLARE_ACCOUNT_ID: ACCOUNT_ID,
    ...variables,
  };
  const run = async (command: readonly string[], input = '', maxMs = MAX_MS): Promise<Ran> => {
    const [program = '', ...args] = command;
    const child = spawn(program, args, {
      cwd: root,
      env: environment,
      timeout: maxMs,
      killSignal: 'SIGKILL',
    });
    child.stdin.end(input);
    const [stdout, stderr, [exitCode]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    return { exitCode, output: `${stdout}\n${stderr}` };
  };
  const path = (name: string) => join(root, name);
  writeFileSync(path('secrets.json'), JSON.stringify({ OPERATOR_TOKEN }));
  const owned = met.move();
  return {
    account,
    requests: api.requests,
    /** A file of the project’s copy. */
    read: (name: string) => readFileSync(path(name), 'utf8'),
    write: (name: string, content: string) => writeFileSync(path(name), content),
    files: () => filesIn(root),
    /** The folder of the copy. */
    root,
    /** Runs commands exactly as a page shows them. */
    shell: (script: string, maxMs: number) => run(['bash', '-c', script], '', maxMs),
    deploy: (...args: string[]) => run(['npm', 'run', 'deploy', '--', ...args]),
    putSecret: () => run(['npx', 'wrangler', 'secret', 'put', 'OPERATOR_TOKEN'], OPERATOR_TOKEN),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** The content of each file that lies directly in the project’s folder, by its name. */
function filesIn(root: string): Readonly<Record<string, string>> {
  const names = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(root, name), 'utf8')]));
}
