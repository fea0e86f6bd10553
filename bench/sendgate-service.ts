/**
 * The parts of a workerd configuration that come from wrangler.toml. They are the same in every
 * configuration.
 */
import { readConfig } from '../local/wrangler-config.ts';
import { list, quote } from './capnp-text.ts';

/** The settings of wrangler.toml that are needed here. */
interface WranglerConfig {
  readonly compatibility_date: string;
  readonly compatibility_flags: readonly string[];
  readonly vars: Readonly<Record<string, string>>;
  readonly kv_namespaces: readonly { readonly binding: string }[];
  readonly ratelimits: readonly { readonly name: string }[];
  readonly durable_objects: {
    readonly bindings: readonly { readonly name: string; readonly class_name: string }[];
  };
}

export interface SendgateBindings {
  readonly variables: Readonly<Record<string, string>>;
  /** The service that answers as KV. */
  readonly kv: string;
  /** The service that has the objects. Without it, the Worker has them itself. */
  readonly objects?: string;
}

/** A rate limit that never refuses, because no measured call fails to authenticate. */
const NO_LIMIT = 'export default () => ({ limit: async () => ({ success: true }) });';

/** The extension with this rate limit. The bindings refer to it by name. */
export const EXTENSIONS = `[(modules = [
    (name = "bench:rate-limit", internal = true, esModule = ${quote(NO_LIMIT)}),
  ])]`;

export class SendgateService {
  readonly #config: WranglerConfig = readConfig();

  get compatibility(): string {
    const { compatibility_date, compatibility_flags } = this.#config;
    const flags = list(compatibility_flags.map(quote));
    return `compatibilityDate = ${quote(compatibility_date)}, compatibilityFlags = ${flags}`;
  }

  /** The classes of the objects. */
  get classes(): string[] {
    return this.#config.durable_objects.bindings.map(({ class_name }) => class_name);
  }

  /** The class of the objects behind a binding. */
  classOf(binding: string): string {
    const found = this.#config.durable_objects.bindings.find(({ name }) => name === binding);
    if (!found) throw new Error(`wrangler.toml binds no objects to ${binding}`);
    return found.class_name;
  }

  /**
   * The namespaces of the objects. The ids of objects depend only on the unique key, so an id is the same in
   * every configuration.
   */
  get namespaces(): string {
    return list(
      this.classes.map(
        (name) => `(className = "${name}", uniqueKey = "${name}", enableSql = true)`,
      ),
    );
  }

  bindings({ variables, kv, objects }: SendgateBindings): string {
    const { vars, kv_namespaces, ratelimits, durable_objects } = this.#config;
    const service = objects === undefined ? '' : `, serviceName = "${objects}"`;
    return list([
      ...Object.entries({ ...vars, ...variables }).map(
        ([name, value]) => `(name = "${name}", text = ${quote(value)})`,
      ),
      ...kv_namespaces.map(({ binding }) => `(name = "${binding}", kvNamespace = "${kv}")`),
      ...ratelimits.map(
        ({ name }) => `(name = "${name}", wrapped = (moduleName = "bench:rate-limit"))`,
      ),
      ...durable_objects.bindings.map(
        ({ name, class_name }) =>
          `(name = "${name}", durableObjectNamespace = (className = "${class_name}"${service}))`,
      ),
    ]);
  }
}
