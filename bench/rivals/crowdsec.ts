/**
 * CrowdSec's local API, which bouncers ask about an address. A list is made of decisions whose type is the account, so a
 * question about an address and that type finds an entry. Only the API runs, on loopback: it reads no logs, and knows no
 * Central API.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPinned } from '../cores.ts';
import { httpAnswers, httpQuestion } from '../http.ts';
import type { AccountList } from '../sending-questions.ts';
import { findFreePort, waitForPort } from './program.ts';
import type { Rival } from './rival.ts';

const MACHINE = { machine_id: 'bench', password: 'a-password-for-benches-only' };
const API_KEY = 'a-key-for-benches-only-0123456789';

export const crowdsec: Rival = {
  name: 'CrowdSec’s local API',
  needs: { program: 'crowdsec', package: 'crowdsec' },
  async start(lists) {
    await using started = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'sendgate-bench-'));
    started.defer(() => rm(folder, { recursive: true, force: true }));
    const port = await findFreePort();
    const configuration = await configureIn(folder, port);
    const cli = (...args: string[]) =>
      execFileSync('cscli', ['-c', configuration, ...args], { stdio: 'ignore' });
    cli('machines', 'add', MACHINE.machine_id, '--password', MACHINE.password, '--force');
    cli('bouncers', 'add', 'bench', '--key', API_KEY);
    const args = ['-c', configuration, '-no-cs'];
    const server = started.use(startPinned('crowdsec', args, { stdio: 'ignore' }));
    await waitForPort('CrowdSec', port);
    await makeDecisions(port, lists);
    const running = started.move();
    return {
      pid: server.pid,
      port,
      ask: ({ account, address }) =>
        httpQuestion({
          path: `/v1/decisions?${new URLSearchParams({ ip: address, type: account })}`,
          headers: { 'X-Api-Key': API_KEY },
        }),
      protocol: httpAnswers(200),
      allows: '"type"',
      [Symbol.asyncDispose]: () => running.disposeAsync(),
    };
  },
};

async function configureIn(folder: string, port: number): Promise<string> {
  const inFolder = (name: string) => join(folder, name);
  for (const name of ['hub', 'plugins', 'notifications']) await mkdir(inFolder(name));
  const files = {
    'simulation.yaml': 'simulation: false\n',
    'profiles.yaml': 'name: none\nfilters: ["false"]\ndecisions: []\n',
    'hub/index.json': '{}\n',
    'machine.yaml': '',
    'config.yaml': `common: { daemonize: false, log_media: stdout, log_level: error, working_dir: ${folder} }
config_paths:
  config_dir: ${folder}
  data_dir: ${folder}
  simulation_path: ${folder}/simulation.yaml
  hub_dir: ${folder}/hub
  index_path: ${folder}/hub/index.json
  notification_dir: ${folder}/notifications
  plugin_dir: ${folder}/plugins
cscli: { output: raw }
db_config: { log_level: error, type: sqlite, db_path: ${folder}/crowdsec.db, use_wal: true }
api:
  client: { credentials_path: ${folder}/machine.yaml }
  server: { log_level: error, listen_uri: '127.0.0.1:${port}', profiles_path: ${folder}/profiles.yaml }
prometheus: { enabled: false }
`,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(inFolder(name), text);
  return inFolder('config.yaml');
}

/** Puts all lists into its database: one alert for each account. */
async function makeDecisions(port: number, lists: readonly AccountList[]): Promise<void> {
  const post = async (path: string, body: object, token?: string): Promise<unknown> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        // It lets in no machine that does not say its version in this form.
        'User-Agent': 'bench/1.0.0',
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`CrowdSec, ${path}: ${await answer.text()}`);
    return await answer.json();
  };
  const { token } = (await post('/v1/watchers/login', MACHINE)) as { token: string };
  await post('/v1/alerts', lists.map(alertOf), token);
}

function alertOf({ account, addresses, segments }: AccountList): object {
  const common = { duration: '24h', origin: 'bench', scenario: account, type: account };
  const now = new Date().toISOString();
  return {
    scenario: account,
    scenario_hash: '',
    scenario_version: '',
    message: account,
    events_count: 1,
    events: [],
    start_at: now,
    stop_at: now,
    capacity: 0,
    leakspeed: '0',
    simulated: false,
    source: { scope: 'Ip', value: addresses[0] },
    decisions: [
      ...addresses.map((value) => ({ ...common, scope: 'Ip', value })),
      ...segments.map((value) => ({ ...common, scope: 'Range', value })),
    ],
  };
}
