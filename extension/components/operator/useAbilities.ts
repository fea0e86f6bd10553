import { useEffect, useState } from 'preact/hooks';
import { type Abilities, NO_ABILITIES } from '../../model/abilities.ts';
import type { AccountCalls } from './account-calls.ts';

/** Asks once what the endpoint can do. One that did not answer is asked again when `since` changes. */
export function useAbilities(client: Pick<AccountCalls, 'abilities'>, since: unknown): Abilities {
  const [known, setKnown] = useState<Abilities | null>(null);
  useEffect(() => {
    if (known !== null) return;
    void client.abilities().then((answer) => {
      if (answer.ok) setKnown(answer.value);
    });
  }, [since]);
  return known ?? NO_ABILITIES;
}
