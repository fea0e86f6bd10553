/** The settings with which Cloudflare runs the Worker. */
import { expect, test } from 'vitest';
import { meetOperator } from './operator.ts';

test('Cloudflare is told the same by the first deployment and by a later one', async () => {
  await using operator = await meetOperator();
  for (const args of [['--secrets-file', 'secrets.json'], []]) {
    expect((await operator.deploy(...args)).exitCode).toBe(0);
    const { settings, bindings } = operator.account.expectWorker('sendgate');
    expect(settings).toMatchObject({
      // From this date on, an object stays in memory while it still has work to do.
      compatibility_date: expect.stringMatching(/^202[7-9]|^2026-1[0-2]/),
      // A webhook to a host in the operator's own zone then passes the protection of that host.
      compatibility_flags: expect.arrayContaining(['global_fetch_strictly_public']),
      // No object goes on with the code of the version before.
      code_update_strategy: { mode: 'immediate' },
      // Every line that the Worker itself logs is kept, and no URL.
      observability: {
        enabled: true,
        head_sampling_rate: 1,
        redact_query_string: true,
        logs: { invocation_logs: false },
      },
    });
    // Not 1001: every Worker that copied that number from Cloudflare's example shares its limit.
    const limit = bindings.find(({ name }) => name === 'AUTH_FAILURES');
    expect(limit?.namespace_id).toMatch(/^[1-9]\d{5,}$/);
  }
});
