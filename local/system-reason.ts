import { findSystemCode } from './start-error.ts';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EEXIST: 'it is a file',
  EISDIR: 'it is a folder',
  ENOENT: 'no folder can be made there',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
};

/** Returns a few words that say why a file or a folder can't be used. */
export function systemReason(error: unknown): string {
  const code = findSystemCode(error);
  if (code && !code.startsWith('ERR_')) return REASONS[code] ?? code;
  return error instanceof Error ? error.message : String(error);
}
