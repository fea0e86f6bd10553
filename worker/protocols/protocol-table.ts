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
  readonly #recognizable: readonly Protocol<unknown>[];

  constructor(protocols: readonly Protocol<unknown>[]) {
    this.#byPath = new Map(protocols.map((protocol) => [protocol.path, protocol]));
    this.#folders = protocols.filter(({ methods }) => methods === undefined);
    this.#recognizable = protocols.filter(({ recognizes }) => recognizes !== undefined);
  }

  /**
   * Undefined for a call that is no protocol's. A question that is known by its look, at the path of another protocol
   * or below one, is refused in the form that its caller reads.
   */
  find(line: RequestLine): Protocol<unknown> | undefined {
    const protocol = this.#byPath.get(line.path) ?? this.#findFolder(line.path);
    if (!protocol) return undefined;
    const other = this.#recognizable.find((one) => one !== protocol && one.recognizes?.(line));
    if (other) return other;
    const isOthers = protocol.methods?.includes(line.method) === false;
    return isOthers ? undefined : protocol;
  }

  #findFolder(path: string): Protocol<unknown> | undefined {
    return this.#folders.find((folder) => path.startsWith(`${folder.path}/`));
  }
}
