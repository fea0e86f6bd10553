import { expect, it } from 'vitest';
import { abilitiesOf } from '../../../extension/model/abilities.ts';

it.each([
  ['0.2.0', false],
  ['0.2.10', false],
  ['0.3.0', true],
  ['0.10.1', true],
  ['1.0.0', true],
  ['0.3', false],
  ['later', false],
])('an endpoint of version %s can do what came with 0.3.0: %s', (version, can) => {
  expect(abilitiesOf(version)).toEqual({
    changesSeveral: can,
    endsPauses: can,
    keepsFailModes: can,
    issuesCopies: can,
  });
});
