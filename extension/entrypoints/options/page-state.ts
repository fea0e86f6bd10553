/** The state of the options page, as signals. It follows the storage, whichever context changes it. */
import { signal } from '@preact/signals-core';
import type { Said } from '../../components/options/StatusLine.tsx';
import type { AddedConsole } from '../../model/added-console.ts';
import type { AwaitedConnection, Connection } from '../../model/connection.ts';
import { NO_POLICY, type Policy } from '../../model/policy.ts';
import type { TabPosition } from '../../model/tab-position.ts';
import { readAddedConsoles, watchAddedConsoles } from '../../page/added-consoles.ts';
import { followLanguage } from '../../page/shown-language.ts';
import { awaitedConnections, connections, policy, tabPositions } from '../../storage/settings.ts';

export const shownConnections = signal<readonly Connection[]>([]);
export const shownAwaited = signal<readonly AwaitedConnection[]>([]);
export const shownPolicy = signal<Policy>(NO_POLICY);
export const shownConsoles = signal<readonly AddedConsole[]>([]);
export const shownPositions = signal<Readonly<Record<string, TabPosition>>>({});

/** The part after `#` in the page's address. */
export const shownView = signal(location.hash);

export const said = signal<Said>({ text: '' });

export function say(text: string): void {
  said.value = { text };
}

export async function openPageState(): Promise<void> {
  addEventListener('hashchange', () => {
    shownView.value = location.hash;
    scrollTo(0, 0);
  });
  connections.watch((value) => {
    shownConnections.value = value;
  });
  awaitedConnections.watch((value) => {
    shownAwaited.value = value;
  });
  policy.watch((value) => {
    shownPolicy.value = value;
  });
  tabPositions.watch((value) => {
    shownPositions.value = value;
  });
  watchAddedConsoles(() => void followConsoles());
  const [kept, waiting, company, positions] = await Promise.all([
    connections.getValue(),
    awaitedConnections.getValue(),
    policy.getValue(),
    tabPositions.getValue(),
    followLanguage('full'),
    followConsoles(),
  ]);
  shownConnections.value = kept;
  shownAwaited.value = waiting;
  shownPolicy.value = company;
  shownPositions.value = positions;
}

async function followConsoles(): Promise<void> {
  shownConsoles.value = await readAddedConsoles();
}
