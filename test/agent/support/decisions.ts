import type * as api from '../../../shared/api.ts';

export const LOGIN = 'sender@example.com';
export const ADDRESS = '203.0.113.7';

/** A Decision of the Worker about LOGIN and ADDRESS. */
export const LISTED: api.Decision = {
  verdict: 'allow',
  reason: 'listed',
  mode: 'enforce',
  account: LOGIN,
  decidedBy: LOGIN,
  address: ADDRESS,
  entry: { id: 'e1', value: ADDRESS, remark: 'office', list: null },
  revision: 7,
};

export const NOT_LISTED: api.Decision = {
  ...LISTED,
  verdict: 'deny',
  reason: 'not-listed',
  entry: null,
};
