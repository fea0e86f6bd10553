import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

// wrangler.toml requires it of a deployment; the tests' gates bring their own.
process.env.OPERATOR_TOKEN ??= 'required-of-a-deployment-and-used-by-no-test';

export default defineConfig({
  test: {
    // The Worker logs each refusal and change: of interest where a test fails.
    silent: 'passed-only',
    projects: [
      { test: { name: 'shared', include: ['test/shared/**/*.test.ts'] } },
      {
        test: {
          name: 'repository',
          include: ['test/repository/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              compatibilityFlags: ['nodejs_compat'],
              cf: false,
              // Nothing that a Worker under test sends leaves it; every receiver takes everything.
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
        test: { name: 'worker', include: ['test/worker/**/*.test.ts'] },
      },
      {
        plugins: [WxtVitest({ root: 'extension' })],
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        test: { name: 'extension', include: ['test/extension/**/*.test.{ts,tsx}'] },
      },
      {
        test: {
          name: 'store',
          include: ['test/store/**/*.test.ts'],
          globalSetup: 'test/store/packages.ts',
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: 'test/browser/deployment.ts',
          // A browser and a Worker each: two files at once would slow each other down.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: 'local', include: ['test/local/**/*.test.ts'], testTimeout: 60_000 } },
      { test: { name: 'mail', include: ['test/mail/**/*.test.ts'], testTimeout: 60_000 } },
    ],
  },
});
