/** The names that Haraka puts into the global scope of a plugin, as far as this plugin uses them. */
declare const DENY: number;
declare const DENYSOFT: number;

interface HarakaPlugin {
  readonly config: { get(name: string): { readonly main: Readonly<Record<string, unknown>> } };
  register_hook(hook: string, method: string, priority: number): void;
  loginfo(text: string): void;
  logcrit(text: string): void;
  sendgate: Promise<HarakaSendgate>;
}

/** The modules that are loaded with the plugin. Haraka's sandbox can load them only as promises. */
interface HarakaSendgate {
  readonly client: import('../client/sendgate-client.mjs').SendgateClient;
  showsPassword(method: string | undefined): boolean;
}

interface HarakaConnection {
  readonly remote: { readonly ip: string };
  readonly notes: { readonly auth_user?: string };
  readonly results: { get(name: string): HarakaAuthResult | undefined };
  readonly transaction: { readonly notes: { sendgate?: HarakaVerdict } } | null;
}

/** The logins. Each successful one is in `pass`; the method is that of the last one. */
interface HarakaAuthResult {
  readonly pass?: readonly string[];
  readonly method?: string;
}

/** The verdict about one login from one address. */
interface HarakaVerdict {
  readonly asked: string;
  readonly answer: Promise<HarakaAnswer>;
}

/** The answer to a hook. An empty one goes on to the next plugin. */
type HarakaAnswer = readonly [] | readonly [code: number, message: string];
