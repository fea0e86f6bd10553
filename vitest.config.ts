import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

// wrangler.toml requires it of a deployment; the tests' workers bring their own.
process.env.OPERATOR_TOKEN ??= 'required-of-a-deployment-and-used-by-no-test';

/** Real servers and objects are waited for more than they compute: three files at once fill two cores. */
const TOGETHER = { maxWorkers: 3, testTimeout: 60_000, hookTimeout: 60_000 };
/** Files that leave nothing behind in their process share it: to start one costs more than most of them take. */
const SHARING = { ...TOGETHER, isolate: false };
/** Real browsers have the machine to themselves, two at a time: their users' patience is part of what is tested there. */
const BROWSERS = {
  sequence: { groupOrder: 1 },
  maxWorkers: 2,
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 20_000 } },
};

/** Where a model-based test goes; what it prints of a failure runs that again. */
function modelled(sequences: number) {
  const { MODEL_SEQUENCES, MODEL_SEED, MODEL_PATH } = process.env;
  return {
    model: {
      sequences: Number(MODEL_SEQUENCES ?? sequences),
      seed: Number(MODEL_SEED ?? 0),
      path: MODEL_PATH ?? '',
    },
  };
}

export default defineConfig({
  test: {
    // The Worker logs each refusal and change: of interest where a test fails.
    silent: 'passed-only',
    projects: [
      // Properties over thousands of lists, beside tests that keep the machine busy.
      { test: { name: 'shared', include: ['test/shared/**/*.test.ts'], ...SHARING } },
      {
        test: {
          name: 'repository',
          include: ['test/repository/**/*.test.ts'],
          ...TOGETHER,
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              compatibilityFlags: ['nodejs_compat'],
              cf: false,
              // Nothing that a Worker under test sends leaves it; what would receive it takes everything.
              outboundService: 'receiver',
              workers: [
                {
                  name: 'receiver',
                  modules: true,
                  script: 'export default { fetch: () => new Response(null, { status: 204 }) };',
                },
              ],
            },
          }),
        ],
        test: {
          name: 'worker',
          provide: modelled(10),
          include: ['test/{worker,conformance,faults,hostile,model}/**/*.test.ts'],
          setupFiles: 'test/worker/support/reset-storage.ts',
          ...SHARING,
        },
      },
      {
        plugins: [WxtVitest({ root: 'extension' })],
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        test: {
          name: 'extension',
          include: ['test/extension/**/*.test.{ts,tsx}'],
          ...SHARING,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/{store,browser}/**/*.test.ts'],
          globalSetup: ['test/store/packages.ts', 'test/browser/support/deployment.ts'],
          ...BROWSERS,
        },
      },
      { test: { name: 'local', include: ['test/local/**/*.test.ts'], ...TOGETHER } },
      { test: { name: 'deploy', include: ['test/deploy/**/*.test.ts'], ...TOGETHER } },
      {
        test: {
          name: 'versions',
          include: ['test/versions/**/*.test.ts'],
          provide: modelled(2),
          // Each has a workerd of its own, and waits a second for what is published.
          maxConcurrency: 2,
          ...TOGETHER,
        },
      },
      { test: { name: 'documents', include: ['test/documents/**/*.test.ts'], ...TOGETHER } },
      { test: { name: 'exports', include: ['test/exports/**/*.test.ts'], ...TOGETHER } },
      {
        test: {
          name: 'github-action',
          include: ['test/github-action/**/*.test.ts'],
          ...TOGETHER,
        },
      },
      { test: { name: 'postfix', include: ['test/postfix/**/*.test.ts'], ...TOGETHER } },
      { test: { name: 'proxies', include: ['test/proxies/**/*.test.ts'], ...TOGETHER } },
      { test: { name: 'mail', include: ['test/mail/**/*.test.ts'], ...TOGETHER } },
    ],
  },
});
