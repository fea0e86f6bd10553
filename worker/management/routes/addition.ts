/** What an add request or an import means, once its times and the caller's own address are known. */
import type { Addition } from '../../../shared/allowlist.ts';
import type * as api from '../../../shared/api.ts';
import { parseValue } from '../../../shared/ip-range.ts';
import { problem } from '../../../shared/problem.ts';
import { describeValueProblem } from '../../../shared/value-problem.ts';
import type { ListCommand } from '../../objects/account/list-command.ts';
import { ownAddressOf } from '../../platform/caller-address.ts';
import type { AppContext } from '../app-env.ts';
import { ProblemError } from '../problem-response.ts';

export function toAddition(c: AppContext, request: api.AddRequest, pointer = ''): Addition {
  const terms = {
    remark: request.remark ?? '',
    expiresAt: toExpiry(request, pointer),
    ...(request.mode && { mode: request.mode }),
  };
  if ('values' in request) return { ...terms, format: request.format, values: request.values };
  const own = ownAddressOf(c.req.raw.headers);
  if (!own.ok) throw invalidValue(`${pointer}/current`, `${own.error} Give the address itself.`);
  const caller = own.value;
  if (request.prefixLength === undefined)
    return { ...terms, format: 'address', values: [caller.text] };
  const segment = parseValue('segment', `${caller.text}/${request.prefixLength}`);
  if (segment.ok) return { ...terms, format: 'segment', values: [segment.value.value] };
  throw invalidValue(`${pointer}/prefixLength`, describeValueProblem(segment.error, 'segment'));
}

export function toImport({ entries, mode }: api.ImportRequest, pointer = ''): ListCommand {
  const imported = entries.map(({ format, value, remark = '', expiresAt }, index) => ({
    format,
    value,
    remark,
    expiresAt: toExpiry({ expiresAt }, `${pointer}/entries/${index}`),
  }));
  return { kind: 'import', imported, ...(mode && { mode }) };
}

interface ExpiryTerms {
  readonly expiresAt?: string | null | undefined;
  readonly expiresInSeconds?: number | undefined;
}

/** R13: milliseconds since the epoch; null never. A time that has passed is refused. */
export function toExpiry(
  { expiresAt, expiresInSeconds }: ExpiryTerms,
  pointer = '',
): number | null {
  const now = Date.now();
  if (expiresInSeconds !== undefined) return now + expiresInSeconds * 1000;
  if (expiresAt === undefined || expiresAt === null) return null;
  const time = Date.parse(expiresAt);
  if (time > now) return time;
  throw invalidValue(
    `${pointer}/expiresAt`,
    'The time has passed: delete the entry instead.',
    expiresAt,
  );
}

function invalidValue(pointer: string, message: string, value?: string): ProblemError {
  const error = { pointer, message, ...(value === undefined ? {} : { value }) };
  return new ProblemError(problem('invalid-value', `${pointer}: ${message}`, [error]));
}
