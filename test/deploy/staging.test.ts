/** The staging environment of docs/operating.md, pasted into wrangler.toml. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../repository/source-files.ts';
import { meetOperator } from './operator.ts';

const PAGE = readFileSync(join(ROOT, 'docs/operating.md'), 'utf8');
const [, SNIPPET = ''] = /```toml\n(\[env\.staging\.vars\][\s\S]*?)```/.exec(PAGE) ?? [];
const TITLE = 'sendgate-staging-replica';

test('staging is a Worker with bindings of its own, which is mended like any other', async () => {
  await using operator = await meetOperator();
  operator.write('wrangler.toml', `${operator.read('wrangler.toml')}\n${SNIPPET}`);
  const production = await operator.deploy('--env', '', '--secrets-file', 'secrets.json');
  expect(production.exitCode).toBe(0);
  const left = operator.account.makeNamespace(TITLE);
  const staging = await operator.deploy('--env', 'staging', '--secrets-file', 'secrets.json');
  expect(staging.output).toContain(`The namespace "${TITLE}" is there already`);
  expect(staging.exitCode).toBe(0);

  const [own, other] = ['sendgate-staging', 'sendgate'].map((name) =>
    operator.account.expectWorker(name),
  );
  const names = (worker: typeof own) => worker?.bindings.map(({ name }) => name).sort();
  expect(names(own)).toEqual(names(other));
  const idOf = (worker: typeof own, binding: string) =>
    worker?.bindings.find(({ name }) => name === binding)?.namespace_id;
  expect(idOf(own, 'REPLICA')).toBe(left.id);
  expect(idOf(other, 'REPLICA')).not.toBe(left.id);
  expect(idOf(own, 'AUTH_FAILURES')).not.toBe(idOf(other, 'AUTH_FAILURES'));
  for (const setting of [
    'compatibility_date',
    'compatibility_flags',
    'observability',
    'code_update_strategy',
  ]) {
    expect(own?.settings[setting], setting).toEqual(other?.settings[setting]);
  }
});
