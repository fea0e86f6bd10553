import type { IncomingMessage } from 'node:http';

/** More than twice what the Worker takes, and less than what a loopback socket takes at once. */
const MAX_BYTES = 2 * 1024 * 1024;

/**
 * The whole body; undefined when it is longer than any that is worth passing on, or the client is gone.
 * What is too long is read all the same, or the client could not read its answer.
 */
export async function findBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.byteLength;
      if (length <= MAX_BYTES) chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return length <= MAX_BYTES ? Buffer.concat(chunks) : undefined;
}
