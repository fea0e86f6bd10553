import type { IncomingMessage } from 'node:http';

/**
 * The longest body. It is more than twice what the Worker accepts, and less than a loopback socket can take at
 * once.
 */
const MAX_BYTES = 2 * 1024 * 1024;

/**
 * Reads the whole body. It is undefined if the body is too long to be passed on, or if the client is gone. A
 * body that is too long is still read to its end, because otherwise the client could not read its answer.
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
