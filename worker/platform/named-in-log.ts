import { findListName } from '../../shared/list-name.ts';
import type { LogFields } from './log.ts';

/** Names an account or a shared list in a log line, by the name of its object. Null names neither. */
export function namedInLog(objectName: string | null | undefined): LogFields {
  const list = objectName ? findListName(objectName) : undefined;
  return list === undefined ? { account: objectName } : { list };
}
