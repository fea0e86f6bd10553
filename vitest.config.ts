import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

// wrangler.toml requires it of a deployment; the tests' gates bring their own.
process.env.OPERATOR_TOKEN ??= 'required-of-a-deployment-and-used-by-no-test';

export default defineConfig({
  test: {
    // The Worker logs each refusal and change: of interest where a test fails.
    silent: 'passed-only',
    projects: [
      // Properties over thousands of lists, beside tests that keep the machine busy.
      { test: { name: 'shared', include: ['test/shared/**/*.test.ts'], testTimeout: 60_000 } },
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
            miniflare: { compatibilityFlags: ['nodejs_compat'], cf: false },
          }),
        ],
        test: {
          name: 'worker',
          include: ['test/worker/**/*.test.ts', 'test/conformance/**/*.test.ts'],
        },
      },
      { test: { name: 'local', include: ['test/local/**/*.test.ts'], testTimeout: 60_000 } },
      { test: { name: 'exports', include: ['test/exports/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'github-action',
          include: ['test/github-action/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      { test: { name: 'postfix', include: ['test/postfix/**/*.test.ts'], testTimeout: 60_000 } },
      { test: { name: 'proxies', include: ['test/proxies/**/*.test.ts'], testTimeout: 60_000 } },
      { test: { name: 'mail', include: ['test/mail/**/*.test.ts'], testTimeout: 60_000 } },
    ],
  },
});
