/** Answers with a list as a file: of an account, or a shared list. */
import type { ExportFormatName } from '../../../shared/exports/export-format-name.ts';
import { EXPORT_FORMATS, refuseExport } from '../../../shared/exports/export-formats.ts';
import type { ExportSource } from '../../../shared/exports/export-source.ts';
import { digestOf } from '../../tokens/token-text.ts';
import type { AppContext } from '../app-env.ts';
import { ProblemError } from '../problem-response.ts';
import { isAtHand } from './if-none-match.ts';

export async function writeExport(
  c: AppContext,
  source: ExportSource,
  format: ExportFormatName,
  ifNoneMatch: string | undefined,
): Promise<Response> {
  const refused = refuseExport(format, source);
  if (refused) throw new ProblemError(refused);
  const { mediaType, render } = EXPORT_FORMATS[format];
  const text = render(source, Date.now());
  // The tag is made from the text itself: an entry that expires changes the text, but not the revision.
  const etag = `"${await digestOf(text)}"`;
  c.header('ETag', etag);
  if (isAtHand(ifNoneMatch, etag)) return c.body(null, 304);
  return c.body(text, 200, { 'Content-Type': mediaType });
}
