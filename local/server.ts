/** Sendgate on this machine. `npm start` runs it, and tests use it. */
import { type FrontOptions, openFront } from './front.ts';
import { forgetOperatorToken, keepOperatorToken } from './operator-token.ts';
import type { Environment } from './settings.ts';
import { lockStateDirectory } from './state-directory.ts';
import { startWorker } from './worker-runtime.ts';

export interface ServerOptions {
  /** The port. 0 means any free port. */
  readonly port: number;
  readonly host: string;
  readonly stateDir: string;
  /**
   * The operator's token. If it is absent, one is made on the first run. The state directory keeps it until a
   * run is given another.
   */
  readonly operatorToken?: string | undefined;
  /** Variables of the environment. They override those that wrangler.toml declares. */
  readonly environment?: Environment;
  /** Values that override the variables of wrangler.toml. */
  readonly vars?: Readonly<Record<string, string>>;
  /**
   * Whether the caller's address is taken from a CF-Connecting-IP that the client sends. It is only for
   * tests.
   */
  readonly trustClientAddressHeader?: boolean;
  readonly tls?: FrontOptions['tls'];
  /** Takes each line that the Worker logs. If it is absent, the lines are dropped. */
  readonly log?: (line: string) => void;
}

export interface SendgateServer {
  readonly url: string;
  readonly operatorToken: string;
  /** Whether this start made it. */
  readonly operatorTokenIsNew: boolean;
  close(): Promise<void>;
}

/** Starts the server. Throws a StartError if an option is wrong; nothing is left running then. */
export async function startServer(options: ServerOptions): Promise<SendgateServer> {
  await using started = new AsyncDisposableStack();
  started.use(lockStateDirectory(options.stateDir));
  const given = options.operatorToken;
  const { token: operatorToken, isNew: operatorTokenIsNew } =
    given === undefined ? keepOperatorToken(options.stateDir) : { token: given, isNew: false };
  const worker = started.use(
    await startWorker({
      stateDir: options.stateDir,
      environment: options.environment,
      variables: { ...options.vars, OPERATOR_TOKEN: operatorToken },
      log: options.log ?? (() => {}),
    }),
  );
  // The kept token is deleted only after the Worker accepts the given one.
  if (given !== undefined) forgetOperatorToken(options.stateDir);
  const front = started.use(
    await openFront({
      port: options.port,
      host: options.host,
      tls: options.tls,
      trustClientAddressHeader: options.trustClientAddressHeader ?? false,
      origin: worker.origin,
    }),
  );
  const running = started.move();
  return {
    url: front.url,
    operatorToken,
    operatorTokenIsNew,
    close: () => running.disposeAsync(),
  };
}
