/** Says in words why the agent can't listen at an address. */
import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ListenAddress } from './settings/listen-address.ts';

export const IN_USE = 'something else listens there';

const WORDS: Readonly<Record<string, string>> = {
  EADDRINUSE: IN_USE,
  EADDRNOTAVAIL: 'this machine has no such address',
  EACCES: 'this user may not listen there',
};

const FOLDER_WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'the folder does not exist',
  ENOTDIR: 'the folder does not exist',
  EACCES: 'this user may not write in the folder',
};

/** `error` is what came of listening, or of asking who listens there. */
export function whyNotListening(address: ListenAddress, error: unknown): string {
  if ('fd' in address) return 'systemd gave no such socket; enable sendgate-agent.socket';
  const ofFolder = 'path' in address ? findFolderFault(address.path) : undefined;
  return ofFolder ?? wordsOf(error, WORDS);
}

export function findFolderFault(path: string): string | undefined {
  try {
    accessSync(dirname(path), constants.W_OK | constants.X_OK);
    const found = statSync(path, { throwIfNoEntry: false });
    return found && !found.isSocket() ? 'a file that is no socket has this name' : undefined;
  } catch (error) {
    return wordsOf(error, FOLDER_WORDS);
  }
}

function wordsOf(error: unknown, words: Readonly<Record<string, string>>): string {
  if (!(error instanceof Error)) return String(error);
  return ('code' in error && words[String(error.code)]) || error.message;
}
