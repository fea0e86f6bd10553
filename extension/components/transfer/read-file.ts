import { failure, type Result, success } from '../../../shared/result.ts';

const MAX_FILE_BYTES = 1_000_000;

export type FileTrouble = 'too-large' | 'not-utf8' | 'unreadable';

/** Reads the text of a chosen file. It fails if the file is too large or is not text. */
export async function readFile(file: File): Promise<Result<string, FileTrouble>> {
  if (file.size > MAX_FILE_BYTES) return failure('too-large');
  const bytes = await file.arrayBuffer().catch(() => undefined);
  if (bytes === undefined) return failure('unreadable');
  // The reader of lists says what is wrong with a workbook.
  if (WORKBOOK.every((byte, index) => new Uint8Array(bytes)[index] === byte)) {
    return success(String.fromCharCode(...WORKBOOK));
  }
  try {
    return success(new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes));
  } catch {
    return failure('not-utf8');
  }
}

const WORKBOOK = [0x50, 0x4b, 3, 4];

/** Recognizes UTF-16 by its byte order mark. Excel writes it when a person saves as "Unicode text". */
function encodingOf(bytes: ArrayBuffer): string {
  const [first, second] = new Uint8Array(bytes);
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
