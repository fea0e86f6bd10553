/**
 * Serves the list as files, for programs that keep a list of their own and can't make a call for each
 * check.
 */
import { AccountParams, ExportDocument, ExportHeaders, ExportQuery } from '../../../shared/api.ts';
import { endpoint } from '../endpoint.ts';
import { expectSuccess } from '../problem-response.ts';
import { accountObject } from './account-object.ts';
import { readIncluded } from './included-sources.ts';
import { writeExport } from './write-export.ts';

export const exportAllowlist = endpoint({
  who: ['manager', 'viewer', 'operator'],
  summary: 'The allowlist as a file of another program’s',
  params: AccountParams,
  query: ExportQuery,
  headers: ExportHeaders,
  status: 200,
  answer: ExportDocument,
  texts: ['text/plain', 'text/csv'],
  conditional: true,
  problems: ['account-unknown', 'limit-reached'],
  async handle(c, { params: { account }, query: { format }, headers }) {
    const own = expectSuccess(await accountObject(c, account).readExportSource());
    const source = expectSuccess(await readIncluded(c.env, own));
    return writeExport(c, source, format, headers['if-none-match']);
  },
});
