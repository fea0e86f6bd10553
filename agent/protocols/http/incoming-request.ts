/**
 * A request whose connection may be dropped while Node still reads what came with it. Node would make all requests of
 * up to 64 KiB that came at once, which takes long and keeps much memory. One for another protocol is the last one that
 * it reads, so each one on a dropped connection says that it is such a request.
 */
import { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

export class IncomingRequest extends IncomingMessage {
  constructor(socket: Socket) {
    super(socket);
    if (!socket.destroyed) return;
    Object.defineProperties(this, {
      method: { get: () => 'CONNECT', set: () => {} },
      upgrade: { get: () => true, set: () => {} },
    });
  }
}
