/**
 * `npm run soak`: runs a mixed load with edits through the program of `npm start` for ten minutes,
 * and compares it with a model all the while. It passes if there is no error and no wrong verdict,
 * the memory does not grow, and every acknowledged change is still there after a restart.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { START, StartProcess } from '../local/start-process.ts';
import { anyQuestion } from './questions.ts';
import { type Memory, residentMemory } from './resident-memory.ts';
import { SoakClient } from './soak-client.ts';
import { ACCOUNTS, MINUTES, OPERATOR_TOKEN, REQUESTS_A_SECOND } from './soak-settings.ts';
import { anyAddress, SoakedAccount } from './soaked-account.ts';

const TICK_MS = 20;
const LINE_MS = 10_000;
/** The share of edits, and of reads, in all requests. */
const EDITS = 0.03;
const READS = 0.04;
const READ = ['/allowlist', '/history', '/senders', '/alerts', ''];
/**
 * The memory of the last quarter divided by that of the second. A heap goes up and down, a leak
 * only up.
 */
const MAX_GROWTH = 1.15;
/** The load waits when the machine can't keep up: the soak does not look for the highest speed. */
const MAX_UNDER_WAY = 50;
const SHOWN = 20;

const folder = mkdtempSync(join(tmpdir(), 'sendgate-soak-'));
const faults: string[] = [];
const samples: Memory[] = [];
let latencies: number[] = [];
const counts = { requests: 0, checks: 0, judged: 0, allowed: 0, edits: 0, wrong: 0, errors: 0 };
let underWay = 0;

const passed = await soak().finally(() => rmSync(folder, { recursive: true, force: true }));
process.exitCode = passed ? 0 : 1;

async function soak(): Promise<boolean> {
  say(`${MINUTES} minutes at up to ${REQUESTS_A_SECOND} requests a second, ${ACCOUNTS} accounts.`);
  const accounts = await underLoad();
  const lost = await readAgain(accounts);
  const quarter = Math.floor(samples.length / 4);
  const early = medianOf(samples.slice(quarter, 2 * quarter));
  const late = medianOf(samples.slice(-quarter));
  const growth = late / early;
  const { requests, checks, judged, allowed, edits, wrong, errors } = counts;
  say(
    `\n${requests} requests: ${checks} checks, ${edits} edits. Of the checks ${judged} were judged, ${allowed} of them allowed;`,
  );
  say(
    'the rest was asked while an edit of the account was under way, when either verdict is right.',
  );
  verdict(errors === 0, `errors: ${errors}`);
  verdict(wrong === 0, `wrong verdicts: ${wrong}`);
  verdict(lost === 0, `accounts whose list is not the model’s after a restart: ${lost}`);
  const measured = `workerd’s memory: median ${early.toFixed(0)} MiB in the second quarter, ${late.toFixed(0)} MiB in the last`;
  const flat = quarter > 0 && growth <= MAX_GROWTH;
  verdict(flat, quarter > 0 ? measured : 'too short to tell whether memory grows');
  for (const fault of faults.slice(0, SHOWN)) say(`  ${fault}`);
  const all = errors === 0 && wrong === 0 && lost === 0 && flat;
  say(all ? '\nThe soak passed.' : '\nThe soak FAILED.');
  return all;
}

async function underLoad(): Promise<readonly SoakedAccount[]> {
  await using run = start();
  const client = new SoakClient(await run.printed(/listens on (\S+)/));
  await run.printed(/Ctrl-C ends it/);
  const accounts = Array.from(
    { length: ACCOUNTS },
    (_, number) => new SoakedAccount(client, `soaked-${number}@example.com`),
  );
  for (const account of accounts) await account.create();
  const relay = (await client.expect('POST', '/v1/relay-tokens', {
    name: 'soak',
    clientAddressHeader: 'X-Client',
  })) as { token: string };
  const startedAt = performance.now();
  let nextLine = LINE_MS;
  let sent = 0;
  for (;;) {
    const elapsed = performance.now() - startedAt;
    if (elapsed >= MINUTES * 60_000) break;
    const due = (elapsed / 1000) * REQUESTS_A_SECOND;
    for (; sent < due && underWay < MAX_UNDER_WAY; sent++) {
      const account = accounts[sent % accounts.length];
      if (account) void counted(() => act(client, account, relay.token));
    }
    if (elapsed >= nextLine) {
      nextLine += LINE_MS;
      report(elapsed, residentMemory(run.pid));
    }
    await delay(TICK_MS);
  }
  while (underWay > 0) await delay(TICK_MS);
  return accounts;
}

async function counted(action: () => Promise<void>): Promise<void> {
  counts.requests++;
  underWay++;
  const startedAt = performance.now();
  await action().catch((error) => fault('errors', String(error)));
  latencies.push(performance.now() - startedAt);
  underWay--;
}

async function act(client: SoakClient, account: SoakedAccount, relay: string): Promise<void> {
  const choice = Math.random();
  if (choice < EDITS) {
    counts.edits++;
    return account.edit();
  }
  if (choice < EDITS + READS) {
    const rest = READ[Math.floor(Math.random() * READ.length)];
    return void (await client.expect('GET', account.path + rest));
  }
  await check(client, account, relay);
}

/** Makes a check. About half of them come from an address that is listed. */
async function check(client: SoakClient, account: SoakedAccount, relay: string): Promise<void> {
  const { values } = account;
  const listed = values[Math.floor(Math.random() * values.length)];
  const address = (Math.random() < 0.5 ? listed : undefined) ?? anyAddress();
  const question = anyQuestion(account.name, address);
  const { moment } = account;
  const expected = account.expected(address);
  const answer = await client.ask({ ...question.request, token: relay });
  const verdict = question.verdict(answer);
  counts.checks++;
  if (moment === undefined || account.moment !== moment) return;
  counts.judged++;
  if (verdict === 'allow') counts.allowed++;
  if (verdict === expected) return;
  fault(
    'wrong',
    `${account.name} from ${address}: ${verdict}, not ${expected}, by ${question.request.path}`,
  );
}

/**
 * Counts the accounts whose list differs from the model's, read from the same folder by a new
 * process.
 */
async function readAgain(accounts: readonly SoakedAccount[]): Promise<number> {
  await using run = start();
  const client = new SoakClient(await run.printed(/listens on (\S+)/));
  let lost = 0;
  for (const account of accounts) {
    const list = (await client.expect('GET', `${account.path}/allowlist`)) as {
      entries: { value: string }[];
    };
    const values = list.entries.map(({ value }) => value).sort();
    if (values.join() !== account.values.join()) lost++;
  }
  return lost;
}

function start(): StartProcess {
  const environment = { STATE_DIR: folder, OPERATOR_TOKEN };
  return new StartProcess(environment, START, (MINUTES + 5) * 60_000);
}

function report(elapsed: number, memory: Memory): void {
  samples.push(memory);
  const sorted = latencies.toSorted((left, right) => left - right);
  latencies = [];
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
  const { requests, wrong, errors } = counts;
  say(
    [
      `${Math.round(elapsed / 1000)} s`.padStart(6),
      `${requests} requests`,
      `${errors} errors`,
      `${wrong} wrong`,
      `p50 ${at(0.5)} ms`,
      `p99 ${at(0.99)} ms`,
      `workerd ${memory.workerd.toFixed(0)} MiB`,
      `node ${memory.node.toFixed(0)} MiB`,
    ].join('  '),
  );
}

function medianOf(some: readonly Memory[]): number {
  const sorted = some.map(({ workerd }) => workerd).sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function fault(kind: 'errors' | 'wrong', what: string): void {
  counts[kind]++;
  faults.push(what);
}

function verdict(good: boolean, what: string): void {
  say(`${good ? 'ok   ' : 'FAULT'} ${what}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
