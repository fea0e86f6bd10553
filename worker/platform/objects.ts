/** The ways to the objects by name. An object that is made by such a call is made where the deployment says. */
import { expectConfiguration } from './configuration.ts';
import type { Env } from './env.ts';

/** A deployment has one directory: the object of this name. */
const DIRECTORY_NAME = 'directory';

/** The object that knows which accounts there are, and the relay tokens. */
export function directoryOf(env: Env): ReturnType<Env['DIRECTORY']['getByName']> {
  return env.DIRECTORY.getByName(DIRECTORY_NAME, placeOf(env));
}

/** The object of a canonical account. */
export function accountOf(env: Env, account: string): ReturnType<Env['ACCOUNTS']['getByName']> {
  return env.ACCOUNTS.getByName(account, placeOf(env));
}

function placeOf(env: Env): DurableObjectNamespaceGetDurableObjectOptions {
  const { objectLocation } = expectConfiguration(env);
  return objectLocation ? { locationHint: objectLocation } : {};
}
