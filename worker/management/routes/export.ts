/**
 * Serves the list as files, for programs that keep a list of their own and can't make a call for each
 * check.
 */
import { ExportHeaders, ExportQuery } from '../../../shared/api.ts';
import { endpoint } from '../endpoint.ts';
import { expectSuccess } from '../problem-response.ts';
import { accountObject, expectHeld } from './account-object.ts';
import { type ListHolder, objectNameOf } from './holder.ts';
import { readIncluded } from './included-sources.ts';
import { writeExport } from './write-export.ts';

export const exportOf = (of: ListHolder) =>
  endpoint({
    who: ['manager', 'viewer', 'operator'],
    summary: 'The allowlist as a file of another program’s',
    params: of.params,
    query: ExportQuery,
    headers: ExportHeaders,
    status: 200,
    answer: of.exported,
    texts: ['text/plain', 'text/csv'],
    conditional: true,
    problems: [of.unknown, 'limit-reached'],
    async handle(c, { params, query: { format }, headers }) {
      const name = objectNameOf(params);
      const own = expectHeld(name, await accountObject(c, name).readExportSource());
      const source = expectSuccess(await readIncluded(c.env, own));
      return writeExport(c, source, format, headers['if-none-match']);
    },
  });
