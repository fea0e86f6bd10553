import type { Configuration } from '../platform/configuration.ts';
import { digestOf, equalTexts } from './token-text.ts';

/** Decides whether a digest is that of the operator's own secret. It compares in constant time. */
export async function isOperatorToken(
  { operatorToken }: Configuration,
  digest: string,
): Promise<boolean> {
  return operatorToken !== undefined && equalTexts(digest, await digestOf(operatorToken));
}
