/** The columns of an export as CSV. `list` names the shared list that has the entry. */
export const CSV_COLUMNS = [
  'id',
  'format',
  'value',
  'remark',
  'createdAt',
  'createdBy',
  'expiresAt',
  'expired',
  'list',
] as const;
