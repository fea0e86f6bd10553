/**
 * Serves the list as files, for programs that keep a list of their own and can't make a call for each
 * check.
 */
import { AccountParams, ExportDocument, ExportHeaders, ExportQuery } from '../../../shared/api.ts';
import { EXPORT_FORMATS, refuseExport } from '../../../shared/exports/export-formats.ts';
import { digestOf } from '../../tokens/token-text.ts';
import { endpoint } from '../endpoint.ts';
import { expectSuccess, ProblemError } from '../problem-response.ts';
import { accountObject } from './account-object.ts';

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
    const source = expectSuccess(await accountObject(c, account).readExportSource());
    const refused = refuseExport(format, source);
    if (refused) throw new ProblemError(refused);
    const { mediaType, render } = EXPORT_FORMATS[format];
    const text = render(source, Date.now());
    // The tag is made from the text itself: an entry that expires changes the text, but not the revision.
    const etag = `"${await digestOf(text)}"`;
    c.header('ETag', etag);
    if (isAtHand(headers['if-none-match'], etag)) return c.body(null, 304);
    return c.body(text, 200, { 'Content-Type': mediaType });
  },
});

/**
 * Decides whether the client has this text already. If-None-Match compares weakly (RFC 9110, 13.1.2), since a
 * proxy that compresses an answer makes its tag weak.
 */
function isAtHand(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return header.match(/"[^"]*"/g)?.includes(etag) ?? false;
}
