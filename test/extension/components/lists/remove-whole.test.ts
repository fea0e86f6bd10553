import { expect, it } from 'vitest';
import { removeWhole } from '../../../../extension/components/lists/remove-whole.ts';
import type { Trouble } from '../../../../extension/model/trouble.ts';
import { failure, type Result, success } from '../../../../shared/result.ts';

const refusal = (members: object): Result<object, Trouble> =>
  failure({
    kind: 'refused',
    problem: {
      type: 'urn:sendgate:problem:list-in-use',
      title: 'Accounts include the shared list',
      status: 409,
      code: 'list-in-use',
      detail: 'Repeat the call.',
      requestId: 'one',
      errors: [],
      ...members,
    },
    retryAt: null,
  });

const REST = refusal({ total: 412 });

/** Answers one after the other. The last of them is given for good. */
function answers(...given: Result<object, Trouble>[]) {
  let calls = 0;
  const remove = async () => {
    calls += 1;
    return given[Math.min(calls, given.length) - 1] ?? REST;
  };
  return { remove, count: () => calls };
}

it('goes on while the rest of the accounts is still to be detached', async () => {
  const { remove, count } = answers(REST, REST, success({}));
  expect(await removeWhole(remove)).toEqual(success({}));
  expect(count()).toBe(3);
});

it('stops at a refusal that names accounts, and at any other trouble', async () => {
  const named = refusal({ accounts: ['sender@example.com'], total: 1 });
  for (const last of [named, failure({ kind: 'unreachable' } as const)]) {
    const { remove, count } = answers(REST, last, success({}));
    expect(await removeWhole(remove)).toEqual(last);
    expect(count()).toBe(2);
  }
});

it('does not go on for ever', async () => {
  const { remove, count } = answers(REST);
  expect(await removeWhole(remove)).toEqual(REST);
  expect(count()).toBe(50);
});
