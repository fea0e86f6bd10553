/**
 * Every place where something that arrives could stay. Tests look here for data that must not be
 * kept.
 */
import { runInDurableObject } from 'cloudflare:test';
import { env, type TestAccount } from './test-worker.ts';

/** Every value in every table of the account's object. */
export async function storedBy(account: TestAccount): Promise<string> {
  return await runInDurableObject(env.ACCOUNTS.getByName(account.name), (_object, state) => {
    const tables = state.storage.sql
      .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
      .toArray()
      .filter(({ name }) => !name.startsWith('_cf') && !name.startsWith('sqlite_'));
    if (tables.length < 4) throw new Error('the tables of the account were not found');
    const rows = tables.map(({ name }) =>
      state.storage.sql.exec(`SELECT * FROM ${name}`).toArray(),
    );
    return JSON.stringify(rows, (_key, value) =>
      value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value,
    );
  });
}

export async function publishedValues(): Promise<string> {
  const { keys } = await env.REPLICA.list();
  const values = await Promise.all(keys.map(({ name }) => env.REPLICA.get(name)));
  return keys.map(({ name }) => name).join() + values.join();
}
