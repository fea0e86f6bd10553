import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

// A deployment needs this token, so wrangler.toml requires it. The Workers under test bring their own.
process.env.OPERATOR_TOKEN ??= 'required-of-a-deployment-and-used-by-no-test';

/**
 * The limits of most tests. They wait for real servers and objects more than they compute, so three files at
 * once keep two cores busy.
 */
const TOGETHER = { maxWorkers: 3, testTimeout: 60_000, hookTimeout: 60_000 };
/**
 * The limits of files that leave nothing behind in their process. They share one process, because the start of
 * a process takes longer than most of these files.
 */
const SHARING = { ...TOGETHER, isolate: false };
/**
 * The limits of tests with real browsers. They have the machine to themselves, because they also test how long a
 * user waits. They wait themselves for most of their time, so three at a time keep two cores busy.
 */
const BROWSERS = {
  sequence: { groupOrder: 1 },
  maxWorkers: 3,
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 20_000 } },
};

/**
 * Returns the settings of a model-based test. If a test fails, it prints values for these variables that run
 * the same case again.
 */
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
    // The Worker logs each refusal and change. The log is useful only if a test fails.
    silent: 'passed-only',
    projects: [
      // These tests check properties over thousands of lists. They run beside tests that keep the machine busy.
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
              // Nothing that a Worker under test sends leaves the machine. This receiver accepts everything.
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
      {
        test: {
          name: 'agent',
          provide: modelled(4),
          include: ['test/agent/**/*.test.ts'],
          ...TOGETHER,
        },
      },
      { test: { name: 'deploy', include: ['test/deploy/**/*.test.ts'], ...TOGETHER } },
      {
        test: {
          name: 'versions',
          include: ['test/versions/**/*.test.ts'],
          provide: modelled(2),
          // Each test has its own workerd, and waits a second until changes are published.
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
      { test: { name: 'proxies', include: ['test/proxies/**/*.test.ts'], ...TOGETHER } },
      { test: { name: 'mail', include: ['test/mail/**/*.test.ts'], ...TOGETHER } },
    ],
  },
});
