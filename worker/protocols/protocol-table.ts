/** Every protocol, once. A new one is a file and a row here. */
import { check } from './check.ts';
import { dovecot } from './dovecot.ts';
import { forwardAuth } from './forward-auth.ts';
import { nginxMail } from './nginx-mail.ts';
import type { Protocol } from './protocol.ts';
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
    this.#folders = protocols.filter(({ below }) => below === undefined);
  }

  /** The protocol of a path, or of the path that it lies below: a plain 404 lets everyone in at Dovecot's default. */
  find(path: string): Protocol<unknown> | undefined {
    return (
      this.#byPath.get(path) ?? this.#folders.find((folder) => path.startsWith(`${folder.path}/`))
    );
  }
}
