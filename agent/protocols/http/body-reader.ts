/** Reads the bodies of checks, with the Worker's own limit for each, and parses them as the Worker does. */
import type { IncomingMessage } from 'node:http';
import { decodeBody, MAX_BODY_BYTES } from '../../../worker/platform/read-text.ts';
import type { RequestBody } from '../../../worker/protocols/protocol.ts';
import { parseBody } from '../../../worker/protocols/read-body.ts';

/** The most bytes of all bodies that are being read. A mail server's is shorter than one kilobyte. */
const MAX_HELD_BYTES = 64 * MAX_BODY_BYTES;

export class BodyReader {
  #heldBytes = 0;

  /**
   * Resolves with `gone` if the connection ends before the body does, and with `no-room` if too many long bodies come
   * at once. Nothing is kept of a body that is too long.
   */
  read(request: IncomingMessage): Promise<RequestBody | 'gone' | 'no-room'> {
    return new Promise((resolve) => {
      let chunks: Buffer[] = [];
      let bytes = 0;
      let heldBytes = 0;
      const release = () => {
        chunks = [];
        this.#heldBytes -= heldBytes;
        heldBytes = 0;
      };
      request.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MAX_BODY_BYTES) {
          release();
          return resolve(TOO_LARGE);
        }
        if (this.#heldBytes + chunk.length > MAX_HELD_BYTES) {
          release();
          return resolve('no-room');
        }
        chunks.push(chunk);
        heldBytes += chunk.length;
        this.#heldBytes += chunk.length;
      });
      request.on('end', () => {
        const [first, ...others] = chunks;
        const whole = first && others.length === 0 ? first : Buffer.concat(chunks);
        release();
        resolve(parseBody(decodeBody(whole)));
      });
      request.on('error', () => {});
      request.on('close', () => {
        release();
        resolve('gone');
      });
    });
  }
}

const TOO_LARGE: RequestBody = { kind: 'too-large' };
