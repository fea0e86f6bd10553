/** A Cloudflare account, as far as deployments change it: its Workers and its KV namespaces. */

export interface Binding {
  readonly type: string;
  readonly name: string;
  readonly [field: string]: unknown;
}

/** All that an upload says of a Worker, apart from its code. */
export interface Metadata {
  readonly bindings?: readonly Binding[];
  readonly keep_bindings?: readonly string[];
  readonly migrations?: { readonly new_tag: string };
  readonly [field: string]: unknown;
}

export interface Namespace {
  readonly id: string;
  readonly title: string;
}

export interface Worker {
  readonly bindings: readonly Binding[];
  readonly migrationTag: string | undefined;
  /** All other settings, with their last values. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** An answer of the API that refuses a call. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export class CloudflareAccount {
  readonly namespaces: Namespace[] = [];
  readonly workers = new Map<string, Worker>();
  /** The number of the next uploads that are refused. */
  uploadsToRefuse = 0;
  /** Whether a list of the namespaces lacks them still, as Cloudflare's can for a while. */
  listIsBehind = false;

  expectWorker(name: string): Worker {
    const worker = this.workers.get(name);
    if (!worker) throw new Refusal(404, 10_007, 'This Worker does not exist on your account.');
    return worker;
  }

  makeNamespace(title: string): Namespace {
    if (this.namespaces.some((namespace) => namespace.title === title)) {
      throw new Refusal(400, 10_014, 'a namespace with this account ID and title already exists');
    }
    const made = { id: `${this.namespaces.length}`.padStart(32, 'f'), title };
    this.namespaces.push(made);
    return made;
  }

  deleteNamespace(id: string): void {
    const index = this.namespaces.findIndex((namespace) => namespace.id === id);
    if (index < 0) throw new Refusal(404, 10_013, 'namespace not found');
    this.namespaces.splice(index, 1);
  }

  /**
   * Keeps the bindings that the upload names, those that it inherits, and those of a type that it
   * keeps.
   */
  upload(name: string, { bindings = [], keep_bindings = [], migrations, ...said }: Metadata): void {
    if (this.uploadsToRefuse > 0) {
      this.uploadsToRefuse -= 1;
      throw new Refusal(403, 10_034, 'Your email address has to be verified first.');
    }
    const before = this.workers.get(name) ?? {
      bindings: [],
      migrationTag: undefined,
      settings: {},
    };
    const named = new Set(bindings.map((binding) => binding.name));
    this.workers.set(name, {
      bindings: [
        ...bindings.map((binding) =>
          binding.type === 'inherit' ? expectBinding(before, binding.name) : binding,
        ),
        ...before.bindings.filter(
          (binding) => keep_bindings.includes(binding.type) && !named.has(binding.name),
        ),
      ],
      migrationTag: migrations?.new_tag ?? before.migrationTag,
      settings: { ...before.settings, ...said },
    });
  }

  changeSettings(name: string, settings: Worker['settings']): void {
    const worker = this.expectWorker(name);
    this.workers.set(name, { ...worker, settings: { ...worker.settings, ...settings } });
  }

  deleteWorker(name: string): void {
    this.expectWorker(name);
    this.workers.delete(name);
  }

  putSecret(name: string, secret: Binding): void {
    const worker = this.expectWorker(name);
    const others = worker.bindings.filter((binding) => binding.name !== secret.name);
    this.workers.set(name, { ...worker, bindings: [...others, secret] });
  }
}

function expectBinding({ bindings }: Worker, name: string): Binding {
  const found = bindings.find((binding) => binding.name === name);
  if (!found) throw new Refusal(400, 10_056, `There is no binding ${name} to inherit.`);
  return found;
}
