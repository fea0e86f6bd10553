import { useEffect, useState } from 'preact/hooks';
import type { Token } from '../../../shared/api.ts';
import type { Trouble } from '../../api-client.ts';
import type { TokenDesk } from './token-desk.ts';

/** Those last read stay while they are read anew, and when that fails. */
export function useTokens(desk: TokenDesk) {
  const [tokens, setTokens] = useState<readonly Token[] | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const reload = async () => {
    const answer = await desk.read();
    setTrouble(answer.ok ? null : answer.error);
    if (answer.ok) setTokens(answer.value.tokens);
  };
  useEffect(() => {
    void reload();
  }, [desk]);
  return { tokens, trouble, reload };
}
