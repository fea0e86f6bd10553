/** The calls of Cloudflare's API that `wrangler deploy`, `secret put`, `delete` and `kv namespace` make, below the account. */
import type { Binding, CloudflareAccount, Metadata } from './cloudflare-account.ts';

export interface Asked {
  readonly account: CloudflareAccount;
  /** The Worker that the path names. */
  readonly worker: string;
  /** The id of the namespace that the path names. */
  readonly namespace: string;
  readonly page: number;
  /** The body, or the part of it that is named metadata. */
  readonly body: unknown;
}

const VERSION = { id: 'a0000000-0000-4000-8000-000000000000', startup_time_ms: 1 };
const DEPLOYMENT = {
  id: 'b0000000-0000-4000-8000-000000000000',
  source: 'wrangler',
  created_on: '2026-11-30T00:00:00Z',
  versions: [{ version_id: VERSION.id, percentage: 100 }],
};

/** Keyed by method and path; * stands for the Worker’s name, or a namespace’s id. */
export const CALLS: Readonly<Record<string, (asked: Asked) => unknown>> = {
  'GET /storage/kv/namespaces': ({ account, page }) =>
    page > 1 || account.listIsBehind ? [] : account.namespaces,
  'POST /storage/kv/namespaces': ({ account, body }) =>
    account.makeNamespace((body as { title: string }).title),
  'DELETE /storage/kv/namespaces/*': ({ account, namespace }) => account.deleteNamespace(namespace),
  'GET /workers/subdomain': () => ({ subdomain: 'operator' }),
  'GET /workers/services/*': ({ account, worker }) => ({
    id: worker,
    default_environment: {
      environment: 'production',
      script: {
        id: worker,
        tag: 'tag',
        tags: [],
        last_deployed_from: 'wrangler',
        migration_tag: account.expectWorker(worker).migrationTag,
      },
    },
  }),
  'GET /workers/scripts': ({ account }) =>
    [...account.workers].map(([id, { migrationTag }]) => ({ id, migration_tag: migrationTag })),
  'PUT /workers/scripts/*': ({ account, worker, body }) => {
    account.upload(worker, body as Metadata);
    return { id: worker, deployment_id: VERSION.id, startup_time_ms: 1 };
  },
  'POST /workers/scripts/*/versions': ({ account, worker, body }) => {
    account.upload(worker, body as Metadata);
    return { ...VERSION, resources: { script: { etag: 'etag' } } };
  },
  'GET /workers/scripts/*/settings': ({ account, worker }) => ({
    bindings: account.expectWorker(worker).bindings,
  }),
  'PATCH /workers/scripts/*/script-settings': ({ account, worker, body }) =>
    account.changeSettings(worker, body as Record<string, unknown>),
  'GET /workers/scripts/*/secrets': ({ account, worker }) =>
    account.expectWorker(worker).bindings.filter(({ type }) => type === 'secret_text'),
  'PUT /workers/scripts/*/secrets': ({ account, worker, body }) =>
    account.putSecret(worker, body as Binding),
  'GET /workers/scripts/*/deployments': ({ account, worker }) =>
    account.expectWorker(worker) && { deployments: [DEPLOYMENT] },
  'POST /workers/scripts/*/deployments': ({ account, worker, body }) => {
    const { code_update_strategy } = body as Record<string, unknown>;
    account.changeSettings(worker, { code_update_strategy });
    return DEPLOYMENT;
  },
  'GET /workers/workers/*': () => ({ subdomain: { enabled: false, previews_enabled: false } }),
  'POST /workers/scripts/*/subdomain': ({ body }) => body,
  'POST /workers/scripts/*/domains/changeset': () => ({
    added: [],
    removed: [],
    updated: [],
    conflicting: [],
  }),
  'PUT /workers/scripts/*/domains/records': ({ account, worker, body }) =>
    account.changeSettings(worker, { domains: body }),
  'GET /workers/scripts/*/references': () => ({}),
  'GET /workers/tails/by-consumer/*': () => [],
  'GET /workers/durable_objects/namespaces': () => [],
  'DELETE /workers/services/*': ({ account, worker }) => account.deleteWorker(worker),
};
