/** The Worker's bindings and variables, as wrangler.toml and the operator's secrets name them. */
// The one file that names the objects' classes from below: their stubs are typed by them.
import type { AccountObject } from '../objects/account/account-object.ts';
import type { DirectoryObject } from '../objects/directory/directory-object.ts';

export interface Env {
  readonly ACCOUNTS: DurableObjectNamespace<AccountObject>;
  readonly DIRECTORY: DurableObjectNamespace<DirectoryObject>;
  readonly REPLICA: KVNamespace;
  readonly AUTH_FAILURES: RateLimit;
  readonly OPERATOR_TOKEN?: string;
  readonly UNKNOWN_ACCOUNTS?: string;
  readonly FAIL_MODE?: string;
  readonly DOVECOT_REFUSAL_MESSAGE?: string;
  readonly SEND_UPSTREAMS?: string;
  readonly WEBHOOK_TARGETS?: string;
  readonly OBJECT_LOCATION?: string;
}
