/** What Haraka puts into every plugin's global scope, and the parts of it that the plugin uses. */
declare const DENY: number;
declare const DENYSOFT: number;

interface HarakaPlugin {
  readonly config: { get(name: string): { readonly main: Readonly<Record<string, unknown>> } };
  register_hook(hook: string, method: string, priority: number): void;
  loginfo(text: string): void;
  logcrit(text: string): void;
  sendgate: Promise<import('../client/sendgate-client.mjs').SendgateClient>;
}

interface HarakaConnection {
  readonly remote: { readonly ip: string };
  readonly notes: { readonly auth_user?: string };
  readonly results: { get(name: string): { readonly pass?: readonly string[] } | undefined };
  readonly transaction: { readonly notes: { sendgate?: HarakaVerdict } } | null;
}

/** Of one login from one address. */
interface HarakaVerdict {
  readonly asked: string;
  readonly answer: Promise<HarakaAnswer>;
}

/** Nothing goes on to the next plugin. */
type HarakaAnswer = readonly [] | readonly [code: number, message: string];
