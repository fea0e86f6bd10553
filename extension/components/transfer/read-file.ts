import { failure, type Result, success } from '../../../shared/result.ts';

const MAX_FILE_BYTES = 1_000_000;

export type FileTrouble = 'too-large' | 'not-utf8' | 'unreadable';

/** The text of a file that a person has chosen, if it is one of a sensible size. */
export async function readFile(file: File): Promise<Result<string, FileTrouble>> {
  if (file.size > MAX_FILE_BYTES) return failure('too-large');
  const bytes = await file.arrayBuffer().catch(() => undefined);
  if (bytes === undefined) return failure('unreadable');
  try {
    return success(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return failure('not-utf8');
  }
}
