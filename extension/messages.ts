/**
 * The one protocol between contexts. A script on a provider's console runs in that page's process, so it never
 * reads the storage with the tokens: it asks the background, and gets only what its tab shows. Pages of the
 * extension see each other's changes through the storage and need no messages.
 */
import { browser } from 'wxt/browser';
import type { TabPosition } from './settings.ts';
import type { Standing } from './snapshot.ts';

export interface ConsoleTab {
  readonly standing: Standing;
  /** One line, in the person's language. */
  readonly text: string;
  readonly position: TabPosition;
  readonly words: { readonly open: string; readonly hide: string; readonly close: string };
}

interface Protocol {
  /** From a console's script: what its tab shows. */
  'read-tab': { readonly request: { readonly host: string }; readonly answer: ConsoleTab };
  /** From a console's script: its tab was moved or hidden. */
  'place-tab': {
    readonly request: { readonly host: string; readonly position: TabPosition };
    readonly answer: null;
  };
  /** From a console's script: its tab was clicked. `drawer`: the browser opens no panel from there. */
  'open-panel': { readonly request: Record<never, never>; readonly answer: 'panel' | 'drawer' };
}

export type Kind = keyof Protocol;
export type Handlers = {
  readonly [K in Kind]: (
    request: Protocol[K]['request'],
    sender: { readonly tabId: number | undefined },
  ) => Promise<Protocol[K]['answer']>;
};

export async function ask<K extends Kind>(
  kind: K,
  request: Protocol[K]['request'],
): Promise<Protocol[K]['answer']> {
  return browser.runtime.sendMessage({ kind, request });
}

/** Messages of this extension's own contexts only; whatever else comes is not answered. */
export function answerMessages(handlers: Handlers): void {
  browser.runtime.onMessage.addListener((message: unknown, sender, reply) => {
    if (sender.id !== browser.runtime.id || !isMessage(message)) return undefined;
    const handle = handlers[message.kind] as (
      request: unknown,
      from: { tabId: number | undefined },
    ) => Promise<unknown>;
    handle(message.request, { tabId: sender.tab?.id }).then(reply, () => reply(undefined));
    return true;
  });
}

function isMessage(message: unknown): message is { kind: Kind; request: unknown } {
  return (
    message instanceof Object &&
    'kind' in message &&
    typeof message.kind === 'string' &&
    ['read-tab', 'place-tab', 'open-panel'].includes(message.kind)
  );
}
