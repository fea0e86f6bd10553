/** The table of all protocols. To add one, write a file and add a row here. */
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
  readonly #protocols: readonly Protocol<unknown>[];
  readonly #byPath: ReadonlyMap<string, Protocol<unknown>>;
  readonly #recognizable: readonly Protocol<unknown>[];

  constructor(protocols: readonly Protocol<unknown>[]) {
    this.#protocols = protocols;
    this.#byPath = new Map(protocols.map((protocol) => [protocol.path, protocol]));
    this.#recognizable = protocols.filter(({ recognizes }) => recognizes !== undefined);
  }

  /**
   * Finds the protocol of a call. It is undefined if the call belongs to no protocol. Some callers are
   * recognized by the look of their question. If they call the path of another protocol, or a path below one,
   * they are refused in the form that they can read.
   */
  find(line: RequestLine): Protocol<unknown> | undefined {
    const here = this.#byPath.get(line.path);
    const protocol = here ?? this.#findAbove(line.path);
    if (!protocol) return undefined;
    const other = this.#recognizable.find((one) => one !== protocol && one.recognizes?.(line));
    if (other) return other;
    if (protocol.methods === undefined) return protocol;
    return here && protocol.methods.includes(line.method) ? protocol : undefined;
  }

  #findAbove(path: string): Protocol<unknown> | undefined {
    return this.#protocols.find((protocol) => path.startsWith(`${protocol.path}/`));
  }
}
