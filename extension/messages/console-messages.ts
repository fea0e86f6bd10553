/**
 * The one protocol between contexts. A script on a provider's console runs in that page's process, so it never
 * reads the storage with the tokens: it asks the background, and gets only what its tab shows. Pages of the
 * extension see each other's changes through the storage and need no messages.
 */
import { type Browser, browser } from 'wxt/browser';
import { hasFields, isNumber, isRecord, isText, type Shape } from '../model/shape.ts';
import type { ShownState } from '../model/shown-state.ts';
import type { TabPosition } from '../model/tab-position.ts';

export interface ConsoleTab {
  readonly state: ShownState;
  /** One line, in the person's language. */
  readonly text: string;
  readonly position: TabPosition;
  readonly language: string;
  readonly words: {
    readonly open: string;
    readonly move: string;
    readonly hide: string;
    readonly close: string;
    readonly panel: string;
  };
}

/** Who asks: the page of a tab, never a frame in it. */
export interface ConsoleTabPlace {
  readonly host: string;
  readonly tabId: number;
  readonly windowId: number;
}

/** One running of the script on a page. */
export interface ScriptCopy {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

interface ConsoleRequests {
  /** A copy of the script has started: those before it on the page are to end. */
  start: { readonly request: ScriptCopy; readonly answer: null };
  /** What the tab on the console shows. */
  'read-tab': { readonly request: null; readonly answer: ConsoleTab };
  /** It was moved or hidden. */
  'place-tab': { readonly request: TabPosition; readonly answer: null };
  /** It was clicked. `drawer`: the browser opens no panel from there, and lets the page frame it. */
  'open-panel': { readonly request: null; readonly answer: 'panel' | 'drawer' };
  /** There is no room for a drawer. */
  'open-window': { readonly request: null; readonly answer: null };
}

export type ConsoleRequest = keyof ConsoleRequests;
export type ConsoleAnswers = {
  readonly [Q in ConsoleRequest]: (
    request: ConsoleRequests[Q]['request'],
    asker: ConsoleTabPlace,
  ) => Promise<ConsoleRequests[Q]['answer']>;
};

/** What the background tells the script on a console. */
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
};

/** Undefined: the background gave no answer, as when the extension has just been replaced. */
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

/** False for good once the extension has been replaced or removed: the script stays, with nobody to ask. */
export function hasBackground(): boolean {
  return browser.runtime?.id !== undefined;
}

/** Answers what this extension's own scripts on consoles ask; whatever else comes is not answered. */
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

/** To tabs without a console it says nothing. */
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
