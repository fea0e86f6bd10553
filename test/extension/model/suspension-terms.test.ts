import { expect, it } from 'vitest';
import { suspensionOf } from '../../../extension/model/terms.ts';

it('asks to open only an account without entries, and only an endpoint that takes the word', () => {
  const off = { mode: 'off', lists: [] } as const;
  expect(suspensionOf(off, false)).toEqual({ suspended: false, off: true });
  expect(suspensionOf(off, true)).toEqual({ suspended: true });
  expect(suspensionOf({ mode: 'enforce', lists: [] }, false)).toEqual({ suspended: false });
  expect(suspensionOf({ mode: 'off' }, false)).toEqual({ suspended: false });
});
