/** All export formats by name: the function that writes each, and its name in the API. */

import { findListName } from '../list-name.ts';
import { type Problem, problem } from '../problem.ts';
import { countSegments } from '../segments.ts';
import { renderAwsIam } from './aws-iam.ts';
import { renderCsv } from './csv.ts';
import { hasPasswdFileName, renderDovecotAllowNets } from './dovecot-allow-nets.ts';
import { renderEximHostlist } from './exim-hostlist.ts';
import type { ExportFormatName } from './export-format-name.ts';
import { type ExportSource, groupEntries } from './export-source.ts';
import { renderJson } from './json.ts';
import { renderNginxAllow } from './nginx-allow.ts';
import { renderPostfixCidr } from './postfix-cidr.ts';
import { renderTencentCam } from './tencent-cam.ts';

/** The most segments in an export. The text then has a few megabytes. */
export const MAX_SEGMENTS = 100_000;

interface ExportFormat {
  readonly mediaType: string;
  /** Returns the whole text. It is the same for the same source, until an entry expires. */
  render(source: ExportSource, now: number): string;
  /**
   * The segments that the format writes: the fewest of all lists together, or those of each list by themselves. It is
   * undefined if the format writes none.
   */
  readonly segments: 'together' | 'by list' | undefined;
  /**
   * Returns false if the format can't write the name of the account. A format without this function can write
   * any name.
   */
  canName?(account: string): boolean;
}

const PLAIN = 'text/plain; charset=utf-8';
const JSON_TEXT = 'application/json';

export const EXPORT_FORMATS: Readonly<Record<ExportFormatName, ExportFormat>> = {
  csv: {
    mediaType: 'text/csv; charset=utf-8; header=present',
    render: renderCsv,
    segments: undefined,
  },
  json: { mediaType: JSON_TEXT, render: renderJson, segments: 'together' },
  'postfix-cidr': { mediaType: PLAIN, render: renderPostfixCidr, segments: 'by list' },
  'dovecot-allow-nets': {
    mediaType: PLAIN,
    render: renderDovecotAllowNets,
    segments: 'together',
    canName: hasPasswdFileName,
  },
  'nginx-allow': { mediaType: PLAIN, render: renderNginxAllow, segments: 'by list' },
  'exim-hostlist': { mediaType: PLAIN, render: renderEximHostlist, segments: 'by list' },
  'aws-iam': { mediaType: JSON_TEXT, render: renderAwsIam, segments: 'together' },
  'tencent-cam': { mediaType: JSON_TEXT, render: renderTencentCam, segments: 'together' },
};

/** Returns the reason why a list can't be written in a format. It is undefined if the list can be written. */
export function refuseExport(format: ExportFormatName, source: ExportSource): Problem | undefined {
  if (EXPORT_FORMATS[format].canName?.(source.account) === false) {
    const list = findListName(source.account);
    const message =
      list === undefined
        ? `The format ${format} has no way to write this account’s name.`
        : `The format ${format} is of a login, and a shared list has none.`;
    const [pointer, value] =
      list === undefined ? ['/path/account', source.account] : ['/query/format', format];
    return problem('invalid-value', message, [{ pointer, value, message }]);
  }
  if (countExported(format, source) <= MAX_SEGMENTS) return undefined;
  const included = source.included?.length ? ' and those of the lists that it includes' : '';
  const detail = `The list’s ranges${included} take more than ${MAX_SEGMENTS.toLocaleString('en-US')} segments: export it as csv, or write them as segments.`;
  return problem('limit-reached', detail, [], { limit: MAX_SEGMENTS, room: 0 });
}

/** Counts the segments of all entries, the expired ones too. It stops counting soon after the most there may be. */
function countExported(format: ExportFormatName, source: ExportSource): number {
  const groups = groupEntries(source).map(({ entries }) => entries.map(({ range }) => range));
  switch (EXPORT_FORMATS[format].segments) {
    case undefined:
      return 0;
    case 'together':
      return countSegments(groups.flat(), MAX_SEGMENTS);
    case 'by list':
      return groups.reduce((sum, ranges) => sum + countSegments(ranges, MAX_SEGMENTS), 0);
  }
}
