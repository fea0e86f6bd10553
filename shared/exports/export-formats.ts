/** All export formats by name: the function that writes each, and its name in the API. */
import { type Problem, problem } from '../problem.ts';
import { takesMoreSegments } from '../segments.ts';
import { renderAwsIam } from './aws-iam.ts';
import { renderCsv } from './csv.ts';
import { hasPasswdFileName, renderDovecotAllowNets } from './dovecot-allow-nets.ts';
import { renderEximHostlist } from './exim-hostlist.ts';
import type { ExportFormatName } from './export-format-name.ts';
import type { ExportSource } from './export-source.ts';
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
   * Returns false if the format can't write the name of the account. A format without this function can write
   * any name.
   */
  canName?(account: string): boolean;
}

const PLAIN = 'text/plain; charset=utf-8';
const JSON_TEXT = 'application/json';

export const EXPORT_FORMATS: Readonly<Record<ExportFormatName, ExportFormat>> = {
  csv: { mediaType: 'text/csv; charset=utf-8; header=present', render: renderCsv },
  json: { mediaType: JSON_TEXT, render: renderJson },
  'postfix-cidr': { mediaType: PLAIN, render: renderPostfixCidr },
  'dovecot-allow-nets': {
    mediaType: PLAIN,
    render: renderDovecotAllowNets,
    canName: hasPasswdFileName,
  },
  'nginx-allow': { mediaType: PLAIN, render: renderNginxAllow },
  'exim-hostlist': { mediaType: PLAIN, render: renderEximHostlist },
  'aws-iam': { mediaType: JSON_TEXT, render: renderAwsIam },
  'tencent-cam': { mediaType: JSON_TEXT, render: renderTencentCam },
};

/** Returns the reason why a list can't be written in a format. It is undefined if the list can be written. */
export function refuseExport(format: ExportFormatName, source: ExportSource): Problem | undefined {
  if (EXPORT_FORMATS[format].canName?.(source.account) === false) {
    const message = `The format ${format} has no way to write this account’s name.`;
    const errors = [{ pointer: '/path/account', value: source.account, message }];
    return problem('invalid-value', message, errors);
  }
  const ranges = source.list.entries.map(({ range }) => range);
  if (format === 'csv' || !takesMoreSegments(ranges, MAX_SEGMENTS)) return undefined;
  const detail = `The list’s ranges take more than ${MAX_SEGMENTS.toLocaleString('en-US')} segments: export it as csv, or write them as segments.`;
  return problem('limit-reached', detail, [], { limit: MAX_SEGMENTS, room: 0 });
}
