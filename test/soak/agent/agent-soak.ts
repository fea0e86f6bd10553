/**
 * `npm run soak:agent`: asks sendgate-agent a thousand times a second for ten minutes, while accounts are edited, and
 * takes the Worker away three times. It passes if every answer is one that R26's table allows, and the agent's memory
 * does not grow.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { START, StartProcess } from '../../local/start-process.ts';
import { residentMemory } from '../resident-memory.ts';
import { SoakClient } from '../soak-client.ts';
import { MINUTES, OPERATOR_TOKEN, positive } from '../soak-settings.ts';
import { anyAddress, SoakedAccount } from '../soaked-account.ts';
import { CutFront } from './cut-front.ts';
import { judge, type Outage } from './judge.ts';
import { type Outcome, SoakedAgent } from './soaked-agent.ts';
import { WatchedAccount } from './watched-account.ts';

const CHECKS_A_SECOND = positive('SOAK_RATE', 1_000);
const ACCOUNTS = 50;
const EDITS_A_SECOND = 2;
/** The share of checks from an address that the list has now. */
const LISTED = 0.9;
const SECOND_MS = 1_000;
const TICK_MS = 10;
const LINE_MS = 10_000;
/** The load waits when the machine can't keep up. */
const MAX_UNDER_WAY = 100;
/** The Worker is away at these parts of the time, for a tenth of it each. */
const OUTAGES = [0.2, 0.5, 0.8];
const OUTAGE = 0.1;
/** The agent's own 30 s. In a short run less, so that copies are not fresh any more while the Worker is away. */
const FRESH_SECONDS = Math.max(1, Math.min(30, Math.floor(MINUTES * 60 * OUTAGE * 0.5)));
const MAX_GROWTH = 1.15;
/** A process that has just started grows. */
const LEAST_SAMPLES = 24;
const SHOWN = 20;

const folder = mkdtempSync(join(tmpdir(), 'sendgate-agent-soak-'));
const lengthMs = MINUTES * 60_000;
const counts = { checks: 0, judged: 0, allowed: 0, denied: 0, temporary: 0, edits: 0 };
const faults = { wrong: 0, errors: 0 };
const shown: string[] = [];
const samples: number[] = [];
const outages: Outage[] = [];
let latencies: number[] = [];
let underWay = 0;

const passed = await soak().finally(() => rmSync(folder, { recursive: true, force: true }));
process.exitCode = passed ? 0 : 1;

async function soak(): Promise<boolean> {
  say(`${MINUTES} minutes at up to ${CHECKS_A_SECOND} checks a second, ${ACCOUNTS} accounts.`);
  await using run = new StartProcess(
    { STATE_DIR: folder, OPERATOR_TOKEN },
    START,
    lengthMs + 300 * SECOND_MS,
  );
  const origin = await run.printed(/listens on (\S+)/);
  await run.printed(/Ctrl-C ends it/);
  const client = new SoakClient(origin);
  const accounts = await makeAccounts(client);
  const terms = { name: 'agent', copies: true };
  const { token } = (await client.expect('POST', '/v1/relay-tokens', terms)) as { token: string };
  const front = await CutFront.open(origin);
  await using agent = await SoakedAgent.start(folder, front.url, token, FRESH_SECONDS);
  await underLoad(agent, front, accounts);
  const metrics = await agent.metrics();
  await front.cut();
  return report(front, metrics);
}

async function makeAccounts(client: SoakClient): Promise<WatchedAccount[]> {
  const accounts: WatchedAccount[] = [];
  for (let number = 0; number < ACCOUNTS; number++) {
    const account = new SoakedAccount(client, `soaked-${number}@example.com`);
    await account.create();
    accounts.push(new WatchedAccount(account, performance.now()));
  }
  return accounts;
}

async function underLoad(
  agent: SoakedAgent,
  front: CutFront,
  accounts: readonly WatchedAccount[],
): Promise<void> {
  const startedAt = performance.now();
  let nextLine = LINE_MS;
  let sent = 0;
  let edited = 0;
  for (;;) {
    const elapsed = performance.now() - startedAt;
    if (elapsed >= lengthMs) break;
    await takeAway(front, elapsed / lengthMs);
    for (; edited < (elapsed / 1_000) * EDITS_A_SECOND; edited++) {
      const account = accounts[(edited * 7) % accounts.length];
      if (account) void edit(account);
    }
    for (; sent < (elapsed / 1_000) * CHECKS_A_SECOND && underWay < MAX_UNDER_WAY; sent++) {
      const account = accounts[sent % accounts.length];
      if (account) void check(agent, front, account);
    }
    if (elapsed >= nextLine) {
      nextLine += LINE_MS;
      sayHow(elapsed, agent, front);
    }
    await delay(TICK_MS);
  }
  while (underWay > 0) await delay(TICK_MS);
  await delay(2 * SECOND_MS);
}

/** Takes the Worker away from the agent, and gives it back. Accounts are edited all the while. */
async function takeAway(front: CutFront, share: number): Promise<void> {
  const begins = OUTAGES[outages.length];
  const last = outages.at(-1);
  if (last !== undefined && last.until === Infinity) {
    const ends = (OUTAGES[outages.length - 1] ?? 0) + OUTAGE;
    if (share < ends) return;
    await front.mend();
    last.until = performance.now();
    say('        the Worker is back');
  } else if (begins !== undefined && share >= begins) {
    outages.push({ from: performance.now(), until: Infinity });
    await front.cut();
    say('        the Worker is away');
  }
}

async function edit(account: WatchedAccount): Promise<void> {
  counts.edits++;
  await account
    .edit(() => performance.now())
    .catch((error) => fault('errors', `an edit: ${error}`));
}

async function check(agent: SoakedAgent, front: CutFront, watched: WatchedAccount): Promise<void> {
  underWay++;
  const began = performance.now();
  const { account } = watched;
  const { values } = account;
  const listed = values[Math.floor(Math.random() * values.length)];
  const address = (Math.random() < LISTED ? listed : undefined) ?? anyAddress();
  try {
    const byPolicy = Math.random() < 0.5 ? agent.askByPolicy(account.name, address) : undefined;
    const outcome = await (byPolicy ?? agent.askByHttp(account.name, address));
    const ended = performance.now();
    latencies.push(ended - began);
    underWay--;
    counts.checks++;
    // The front may hear later than the agent that a call failed.
    if (outcome !== 'allow') await delay(SECOND_MS);
    note(watched, address, outcome, front.failedAt, began, ended);
  } catch (error) {
    underWay--;
    fault('errors', String(error));
  }
}

function note(
  watched: WatchedAccount,
  address: string,
  outcome: Outcome,
  failedAt: number,
  began: number,
  ended: number,
): void {
  counts[outcome === 'allow' ? 'allowed' : outcome === 'deny' ? 'denied' : 'temporary']++;
  const wrong = judge({
    ...{ watched, address, outcome, outages, failedAt, began, ended },
    freshMs: FRESH_SECONDS * 1_000,
  });
  if (wrong === 'unknown') return;
  counts.judged++;
  if (wrong !== undefined) fault('wrong', `${watched.account.name} from ${address}: ${wrong}`);
}

function report(front: CutFront, metrics: Readonly<Record<string, number>>): boolean {
  const { checks, judged, allowed, denied, temporary, edits } = counts;
  const memory = metrics['sendgate_agent_decided_total{by="memory"}'] ?? 0;
  const calls = front.counts;
  say(
    `\n${checks} checks, ${edits} edits: ${allowed} allowed, ${denied} refused, ${temporary} refused for now.`,
  );
  say(`${judged} were judged. The rest was asked while an edit of the account was under way.`);
  say(
    `${memory} were answered from memory. The Worker got ${calls.checks} checks, ${calls.feed} calls for the feed, ${calls.observations} for observations, ${calls.others} others.`,
  );
  const quarter = Math.floor(samples.length / 4);
  const early = medianOf(samples.slice(quarter, 2 * quarter));
  const growth = medianOf(samples.slice(-quarter)) / early;
  const isShort = samples.length < LEAST_SAMPLES;
  const isFlat = isShort || growth <= MAX_GROWTH;
  const measured = `the agent’s memory: ${early.toFixed(0)} MiB in the second quarter, ${(early * growth).toFixed(0)} MiB in the last`;
  verdict(faults.errors === 0, `errors: ${faults.errors}`);
  verdict(faults.wrong === 0, `answers that the table does not have: ${faults.wrong}`);
  verdict(outages.length === OUTAGES.length, `times that the Worker was away: ${outages.length}`);
  verdict(isFlat, isShort ? 'too short to tell whether memory grows' : measured);
  for (const line of shown) say(`  ${line}`);
  const isGood = faults.errors + faults.wrong === 0 && isFlat && outages.length === OUTAGES.length;
  say(isGood ? '\nThe soak passed.' : '\nThe soak FAILED.');
  return isGood;
}

function sayHow(elapsed: number, { pid }: SoakedAgent, front: CutFront): void {
  const memory = residentMemory(pid).node;
  samples.push(memory);
  const sorted = latencies.toSorted((left, right) => left - right);
  latencies = [];
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
  say(
    [
      `${Math.round(elapsed / 1_000)} s`.padStart(6),
      `${counts.checks} checks`,
      `${faults.errors} errors`,
      `${faults.wrong} wrong`,
      `p50 ${at(0.5)} ms`,
      `p99 ${at(0.99)} ms`,
      `${front.counts.checks} of them at the Worker`,
      `agent ${memory.toFixed(0)} MiB`,
    ].join('  '),
  );
}

function medianOf(some: readonly number[]): number {
  return some.toSorted((left, right) => left - right)[Math.floor(some.length / 2)] ?? Number.NaN;
}

function fault(kind: 'errors' | 'wrong', what: string): void {
  faults[kind]++;
  if (shown.length < SHOWN) shown.push(what);
}

function verdict(isGood: boolean, what: string): void {
  say(`${isGood ? 'ok   ' : 'FAULT'} ${what}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
