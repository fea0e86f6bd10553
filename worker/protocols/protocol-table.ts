/** Every protocol, once. A new one is a file and a row here. */
import { check } from './check.ts';
import { dovecot } from './dovecot.ts';
import { forwardAuth } from './forward-auth.ts';
import { nginxMail } from './nginx-mail.ts';
import type { Protocol, RequestLine } from './protocol.ts';
import { stalwart } from './stalwart.ts';

export const PROTOCOLS: readonly Protocol<unknown>[] = [
  check,
  dovecot,
  nginxMail,
  stalwart,
  forwardAuth,
];

export class ProtocolTable {
  readonly #byPath: ReadonlyMap<string, Protocol<unknown>>;
  readonly #folders: readonly Protocol<unknown>[];

  constructor(protocols: readonly Protocol<unknown>[]) {
    this.#byPath = new Map(protocols.map((protocol) => [protocol.path, protocol]));
    this.#folders = protocols.filter(({ methods }) => methods === undefined);
  }

  /** Undefined for a call that is no protocol's. */
  find({ method, path }: RequestLine): Protocol<unknown> | undefined {
    const protocol = this.#byPath.get(path);
    if (!protocol) return this.#folders.find((folder) => path.startsWith(`${folder.path}/`));
    return protocol.methods?.includes(method) === false ? undefined : protocol;
  }
}
