/** The account that all examples use, its list, and the token that changed it. */
import type * as api from '../../../../shared/api.ts';

export const LIST = 'office';
export const ACCOUNT = 'sender@example.com';
export const ENTRY_ID = '01a22cc0670700004f3aa4a106fdc2f7';
export const DELETED_ID = '01a22cbf51c2000017d0a96e3b8c4a55';
export const TOKEN_ID = '1743e85f05ab058e';
export const RELAY_ID = 'd48c7ad3ef252c94';
export const WEBHOOK_ID = '4c3c870d2af98e5e';
export const REQUEST_ID = '6f1c7f0e-3a52-4b7e-9d0c-2f5a8b1c4d3e';
export const AT = '2030-01-31T08:00:00.000Z';
export const LATER = '2030-03-01T08:00:00.000Z';

export const OPERATOR = { tokenId: 'operator', name: 'operator' };
export const DESK = { tokenId: TOKEN_ID, name: 'Help desk' };
export const RELAY = { tokenId: RELAY_ID, name: 'mx1.example.com' };

export const ENTRY: api.Entry = {
  id: ENTRY_ID,
  format: 'address',
  value: '203.0.113.7',
  remark: 'Mail server',
  createdAt: AT,
  createdBy: DESK,
  expiresAt: null,
  expired: false,
};

export const SEGMENT: api.Entry = {
  id: '01a22cc06e8e000034326694d562570e',
  format: 'segment',
  value: '2001:db8:1::/64',
  remark: 'Office',
  createdAt: AT,
  createdBy: DESK,
  expiresAt: LATER,
  expired: false,
};

export const ENTRY_NAME = { id: ENTRY.id, value: ENTRY.value, remark: ENTRY.remark };
export const SIZE = { count: 2, expired: 0, limit: 10 };
