/** A signal with the abilities of the endpoint of the shown place. */
import { computed, effect, signal } from '@preact/signals-core';
import { readHealth } from '../endpoint/api-client.ts';
import { type Abilities, abilitiesOf, NO_ABILITIES } from '../model/abilities.ts';
import { connection, snapshot } from './state.ts';

const known = signal<ReadonlyMap<string, Abilities>>(new Map());

export const abilities = computed(
  () => known.value.get(connection.value?.endpoint ?? '') ?? NO_ABILITIES,
);

/** Asks each endpoint that the page shows once. One that does not answer is asked again when it is read. */
export function followAbilities(): void {
  const asked = new Set<string>();
  effect(() => {
    const endpoint = connection.value?.endpoint;
    const isRead = (snapshot.value?.at ?? 0) > 0 && snapshot.value?.trouble === null;
    if (endpoint === undefined || !isRead || asked.has(endpoint)) return;
    asked.add(endpoint);
    void readHealth(endpoint).then((health) => {
      if (!health.ok) asked.delete(endpoint);
      else known.value = new Map(known.value).set(endpoint, abilitiesOf(health.value.version));
    });
  });
}
