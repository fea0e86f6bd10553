/** Writes a line of a passwd-file with allow_nets and no password. This line alone authenticates no one. */
import { findListName } from '../list-name.ts';
import { enforcementOf } from './enforcement.ts';
import type { ExportSource } from './export-source.ts';
import { headingOf, toText } from './heading.ts';

/**
 * The nets for the two cases without a list of addresses. No client connects from 0.0.0.0 (RFC 1122,
 * 3.2.1.3).
 */
const NETS = { anyone: ['0.0.0.0/0', '::/0'], 'no-one': ['0.0.0.0/32'] };

export function renderDovecotAllowNets(source: ExportSource, now: number): string {
  const enforcement = enforcementOf(source, now);
  const { admits, segments } = enforcement;
  const nets = admits === 'listed' ? segments : NETS[admits];
  return toText([
    ...headingOf(source, enforcement),
    `${source.account}:::::::allow_nets=${nets.join(',')}`,
  ]);
}

/**
 * Decides whether a passwd-file can have the name. It can't have a name with a colon, or one that begins like a
 * comment. A shared list has no login at all.
 */
export function hasPasswdFileName(account: string): boolean {
  return findListName(account) === undefined && !account.includes(':') && !account.startsWith('#');
}
