/**
 * Makes the files that a cold start finds, and the questions that it is asked: a deployment with one account
 * and a relay token. The Worker itself makes the files, once for all starts.
 */
import { cp, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CheckScene, checkQuestion, STRANGER } from './check-scene.ts';
import type { ColdFolders } from './cold-config.ts';
import { httpAnswers, httpQuestion } from './http.ts';
import type { Protocol } from './load.ts';
import { OPERATOR_TOKEN, startWorkerd } from './workerd.ts';
import { PARTS } from './yardstick.ts';

const ACCOUNT = 'sender@example.com';
const ENTRIES = 10;
/**
 * An object writes to KV at most once a second. A pause of this length shows that it has written
 * everything.
 */
const KV_IS_QUIET_AFTER_MS = 3_000;
const KV_WATCHED_EVERY_MS = 100;
/**
 * The method of an account's object that a refusal calls. Its argument is a version, and its answer is an
 * ArrayBuffer.
 */
const ASKED_OF_OBJECT = 'readReplica';

export interface ColdQuestion {
  readonly question: Buffer;
  readonly protocol: Protocol;
}

export interface ColdScene {
  readonly folders: ColdFolders;
  readonly bare: ColdQuestion;
  readonly yardstick: ColdQuestion;
  readonly allowed: ColdQuestion;
  readonly refused: ColdQuestion;
  readonly wrongToken: ColdQuestion;
  readonly health: ColdQuestion;
  readonly management: ColdQuestion;
  /** Calls through a bare Worker: one of an account's object, and one of an object that does nothing. */
  readonly object: ColdQuestion;
  readonly bareObject: ColdQuestion;
}

/** Puts the files into an existing folder. */
export async function makeColdScene(folder: string): Promise<ColdScene> {
  const folders = { storage: join(folder, 'storage'), kv: join(folder, 'kv') };
  await using workerd = await startWorkerd();
  const scene = await CheckScene.set(workerd);
  const [client = ''] = await scene.account(ACCOUNT, ENTRIES);
  await untilQuiet(workerd.folders.kv);
  await mkdir(folders.kv);
  await cp(workerd.folders.kv, folders.kv, { recursive: true });
  await cp(workerd.folders.storage, folders.storage, { recursive: true, filter: isNoAlarm });
  const { authorization } = scene;
  const get = (path: string, headers: Readonly<Record<string, string>>, answer: Protocol) => ({
    question: httpQuestion({ path, headers }),
    protocol: answer,
  });
  const check = (address: string, headers: Readonly<Record<string, string>>, answer: Protocol) => ({
    question: checkQuestion(ACCOUNT, address, headers),
    protocol: answer,
  });
  const call = `/${ASKED_OF_OBJECT}/${encodeURIComponent(ACCOUNT)}`;
  const operator = { Authorization: `Bearer ${OPERATOR_TOKEN}` };
  return {
    folders,
    bare: get('/', {}, httpAnswers(200, 'ok')),
    yardstick: get('/', {}, httpAnswers(200, `parts: ${PARTS}`)),
    allowed: check(client, authorization, httpAnswers(200, '"verdict":"allow"')),
    refused: check(STRANGER, authorization, httpAnswers(200, '"reason":"not-listed"')),
    wrongToken: check(client, withOtherSecret(authorization), httpAnswers(401)),
    health: get('/healthz', {}, httpAnswers(200, '"status":"ok"')),
    management: get('/v1/accounts', operator, httpAnswers(200, ACCOUNT)),
    object: get(call, {}, httpAnswers(200, '[object ArrayBuffer]')),
    bareObject: get(call, {}, httpAnswers(200, '[object Null]')),
  };
}

/**
 * Decides whether a file is copied. The alarms of the objects are left out, because they would ring while a
 * start is measured.
 */
function isNoAlarm(path: string): boolean {
  return !/\/metadata\.sqlite[^/]*$/.test(path);
}

/** Changes the last character of a known relay token. */
function withOtherSecret(
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const { Authorization = '' } = headers;
  const last = Authorization.endsWith('A') ? 'E' : 'A';
  return { Authorization: `${Authorization.slice(0, -1)}${last}` };
}

/** Waits until no file of the folder has changed for a while. */
async function untilQuiet(folder: string): Promise<void> {
  while (true) {
    const names = await readdir(folder);
    const stats = await Promise.all(names.map((name) => stat(join(folder, name))));
    const newest = Math.max(0, ...stats.map(({ mtimeMs }) => mtimeMs));
    if (names.length > 1 && Date.now() - newest > KV_IS_QUIET_AFTER_MS) return;
    await sleep(KV_WATCHED_EVERY_MS);
  }
}
