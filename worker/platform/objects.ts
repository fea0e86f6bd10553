/**
 * Returns the stubs of objects by their name. If such a call makes an object, it is made in the region of the
 * deployment's setting.
 */
import { expectConfiguration } from './configuration.ts';
import type { Env } from './env.ts';

/** The name of the directory. A deployment has only one. */
const DIRECTORY_NAME = 'directory';

/** The object that knows all accounts and the relay tokens. */
export function directoryOf(env: Env): ReturnType<Env['DIRECTORY']['getByName']> {
  return env.DIRECTORY.getByName(DIRECTORY_NAME, placeOf(env));
}

/** The object of an account, which must have its canonical name. */
export function accountOf(env: Env, account: string): ReturnType<Env['ACCOUNTS']['getByName']> {
  return env.ACCOUNTS.getByName(account, placeOf(env));
}

function placeOf(env: Env): DurableObjectNamespaceGetDurableObjectOptions {
  const { objectLocation } = expectConfiguration(env);
  return objectLocation ? { locationHint: objectLocation } : {};
}
