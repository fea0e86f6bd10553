import type { ListCommand } from '../../shared/list-command.ts';
import { t } from './translate.ts';

/** Returns the change that adds senders to a list that is on. If it is off by then, it begins to observe. */
export function importOf(addresses: readonly string[]): ListCommand {
  const entries = addresses.map((value) => ({
    format: 'address' as const,
    value,
    remark: t('senders.title'),
  }));
  return { kind: 'import', body: { entries, mode: 'observe' } };
}
