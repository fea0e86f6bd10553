/** Reads a zip file by its central directory (APPNOTE 4.3.12). */
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

const END_LENGTH = 22;
const DEFLATED = 8;

export interface ArchivedFile {
  readonly name: string;
  readonly content: Buffer;
}

export function readArchive(path: string): ArchivedFile[] {
  const bytes = readFileSync(path);
  const end = bytes.byteLength - END_LENGTH;
  const files: ArchivedFile[] = [];
  let at = bytes.readUInt32LE(end + 16);
  while (files.length < bytes.readUInt16LE(end + 10)) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    files.push({ name, content: readContent(bytes, at) });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

function readContent(bytes: Buffer, entry: number): Buffer {
  const header = bytes.readUInt32LE(entry + 42);
  const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
  const stored = bytes.subarray(start, start + bytes.readUInt32LE(entry + 20));
  return bytes.readUInt16LE(entry + 10) === DEFLATED ? inflateRawSync(stored) : stored;
}
