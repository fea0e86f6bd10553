/**
 * The protocol between a script on a console and the background. The script runs in the process of that page, so it
 * must never read the storage with the tokens. It asks the background and gets only what its tab shows. Pages of the
 * extension see each other's changes through the storage and need no messages.
 */
import { type Browser, browser } from 'wxt/browser';
import { hasFields, isNumber, isRecord, isText, type Shape } from '../model/shape.ts';
import type { ShownState } from '../model/shown-state.ts';
import type { TabPosition } from '../model/tab-position.ts';

export interface ConsoleTab {
  readonly state: ShownState;
  /** One line in the person's language. */
  readonly text: string;
  readonly position: TabPosition;
  readonly language: string;
  readonly words: {
    readonly open: string;
    readonly move: string;
    readonly hide: string;
    /** Said once the tab is hidden. */
    readonly hidden: string;
    /** Leads to the options. */
    readonly showAgain: string;
    readonly undo: string;
    readonly close: string;
    readonly panel: string;
  };
}

/** The page that asks. It is the page of a browser tab, never a frame in it. */
export interface ConsoleTabPlace {
  readonly host: string;
  readonly tabId: number;
  readonly windowId: number;
}

/** One running copy of the script on a page. */
export interface ScriptCopy {
  readonly id: string;
  /** The time in milliseconds since the epoch. */
  readonly startedAt: number;
}

interface ConsoleRequests {
  /** A copy of the script has started. Earlier copies on the page must end. */
  start: { readonly request: ScriptCopy; readonly answer: null };
  /** Asks what the tab on the console shows. */
  'read-tab': { readonly request: null; readonly answer: ConsoleTab };
  /** The person has moved or hidden the tab. */
  'place-tab': { readonly request: TabPosition; readonly answer: null };
  /**
   * The person has clicked the tab. The answer is `drawer` if the browser opens no panel from there but the page may
   * frame the drawer.
   */
  'open-panel': { readonly request: null; readonly answer: 'panel' | 'drawer' };
  /** There is no room for a drawer, so the panel must open in a window. */
  'open-window': { readonly request: null; readonly answer: null };
  /** The person wants to see the options, in which a hidden tab is shown again. */
  'open-options': { readonly request: null; readonly answer: null };
}

export type ConsoleRequest = keyof ConsoleRequests;
export type ConsoleAnswers = {
  readonly [Q in ConsoleRequest]: (
    request: ConsoleRequests[Q]['request'],
    asker: ConsoleTabPlace,
  ) => Promise<ConsoleRequests[Q]['answer']>;
};

/** The messages from the background to the script on a console. */
export type News =
  | { readonly kind: 'tab-changed' | 'close-drawer' }
  | { readonly kind: 'copy-started'; readonly copy: ScriptCopy };

const isCopy = hasFields<ScriptCopy>({ id: isText, startedAt: isNumber });

const isNews: Shape<News> = (value): value is News =>
  isRecord(value) &&
  (value.kind === 'tab-changed' ||
    value.kind === 'close-drawer' ||
    (value.kind === 'copy-started' && isCopy(value.copy)));

const REQUESTS: { readonly [Q in ConsoleRequest]: (request: unknown) => boolean } = {
  start: isCopy,
  'read-tab': isNull,
  'place-tab': isTabPosition,
  'open-panel': isNull,
  'open-window': isNull,
  'open-options': isNull,
};

/** Asks the background. Undefined if it gives no answer, for example because the extension has just been replaced. */
export async function askBackground<Q extends ConsoleRequest>(
  question: Q,
  request: ConsoleRequests[Q]['request'],
): Promise<ConsoleRequests[Q]['answer'] | undefined> {
  try {
    return await browser.runtime.sendMessage({ question, request });
  } catch {
    return undefined;
  }
}

/**
 * False, and for good, after the extension was replaced or removed. The script then still runs, but nobody answers
 * it.
 */
export function hasBackground(): boolean {
  return browser.runtime?.id !== undefined;
}

/** Answers the questions of this extension's own scripts on consoles. Other messages get no answer. */
export function answerConsoles(answers: ConsoleAnswers): void {
  browser.runtime.onMessage.addListener((message: unknown, sender, reply) => {
    const asker = findAsker(sender);
    if (asker === undefined || !isQuestion(message)) return undefined;
    const answer = answers[message.question] as (
      request: unknown,
      asker: ConsoleTabPlace,
    ) => Promise<unknown>;
    answer(message.request, asker).then(reply, () => reply(undefined));
    return true;
  });
}

/** Tells a browser tab about news. A tab without a console ignores it. */
export async function tellTab(tabId: number, news: News): Promise<void> {
  await browser.tabs.sendMessage(tabId, { news }, { frameId: 0 }).catch(() => undefined);
}

export function hearNews(heard: (news: News) => void): void {
  browser.runtime.onMessage.addListener((message: unknown, sender) => {
    if (sender.id !== browser.runtime.id || !isRecord(message)) return;
    if (isNews(message.news)) heard(message.news);
  });
}

function findAsker(sender: Browser.runtime.MessageSender): ConsoleTabPlace | undefined {
  const url = URL.parse(sender.url ?? '');
  if (sender.id !== browser.runtime.id || sender.frameId !== 0) return undefined;
  if (sender.tab?.id === undefined || url?.protocol !== 'https:') return undefined;
  return { host: url.hostname, tabId: sender.tab.id, windowId: sender.tab.windowId };
}

function isQuestion(message: unknown): message is { question: ConsoleRequest; request: unknown } {
  if (!isRecord(message) || typeof message.question !== 'string') return false;
  if (!Object.hasOwn(REQUESTS, message.question)) return false;
  return REQUESTS[message.question as ConsoleRequest](message.request);
}

function isTabPosition(request: unknown): request is TabPosition {
  return (
    isRecord(request) &&
    typeof request.hidden === 'boolean' &&
    (request.side === 'left' || request.side === 'right') &&
    typeof request.top === 'number' &&
    request.top >= 0 &&
    request.top <= 1
  );
}

function isNull(request: unknown): request is null {
  return request === null;
}
