/** The Worker's bindings and variables, with the names of wrangler.toml and of the operator's secrets. */
// Only this file imports the objects' classes from a layer above it: the type of a stub is made from its class.
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
