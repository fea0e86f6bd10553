import type { Configuration } from '../platform/configuration.ts';
import { digestOf, equalTexts } from './token-text.ts';

/** Whether the digest of a presented text is that of the operator's own secret; compared in constant time. */
export async function isOperatorToken(
  { operatorToken }: Configuration,
  digest: string,
): Promise<boolean> {
  return operatorToken !== undefined && equalTexts(digest, await digestOf(operatorToken));
}
