/** Sendgate on this machine, as `npm start` runs it and tests use it. */
import { type FrontOptions, openFront } from './front.ts';
import { forgetOperatorToken, keepOperatorToken } from './operator-token.ts';
import type { Environment } from './settings.ts';
import { lockStateDirectory } from './state-directory.ts';
import { startWorker } from './worker-runtime.ts';

export interface ServerOptions {
  /** 0: any that is free. */
  readonly port: number;
  readonly host: string;
  readonly stateDir: string;
  /** Absent: made on the first run, and kept in the state directory until a run is given one. */
  readonly operatorToken?: string | undefined;
  /** What it sets of the variables that wrangler.toml declares overrides them. */
  readonly environment?: Environment;
  /** Override the variables of wrangler.toml. */
  readonly vars?: Readonly<Record<string, string>>;
  /** Take the caller's address from a CF-Connecting-IP that the client sends: for tests, never else. */
  readonly trustClientAddressHeader?: boolean;
  readonly tls?: FrontOptions['tls'];
  /** Takes each line that the Worker logs; absent: they are dropped. */
  readonly log?: (line: string) => void;
}

export interface SendgateServer {
  readonly url: string;
  readonly operatorToken: string;
  /** Whether this start made it. */
  readonly operatorTokenIsNew: boolean;
  close(): Promise<void>;
}

/** Throws a StartError when an option is wrong; nothing is left running then. */
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
  // Not before the Worker takes the one that was given.
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
