import { beforeEach, describe, expect, it } from 'vitest';
import { type Browser, browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  answerConsoles,
  type ConsoleAnswers,
  type ConsoleTabPlace,
} from '../../../extension/messages/console-messages.ts';

const CONSOLE = 'https://console.tencentcloud.com/ses/sender';
const COPY = { id: 'c1', startedAt: 1 };
const POSITION = { hidden: false, side: 'left', top: 0.25 };

let asked: (readonly [question: string, request: unknown, asker: ConsoleTabPlace])[];

function note(question: string) {
  return async (request: unknown, asker: ConsoleTabPlace) => {
    asked.push([question, request, asker]);
    return null as never;
  };
}

const ANSWERS: ConsoleAnswers = {
  start: note('start'),
  'read-tab': note('read-tab'),
  'place-tab': note('place-tab'),
  'open-panel': note('open-panel'),
  'open-window': note('open-window'),
  'open-options': note('open-options'),
};

function senderAt(change: Partial<Browser.runtime.MessageSender> = {}) {
  const tab = { id: 5, windowId: 3 } as Browser.tabs.Tab;
  return { id: browser.runtime.id, frameId: 0, url: CONSOLE, tab, ...change };
}

/** Sends a message to the background as if from that sender. */
async function send(message: unknown, sender: Browser.runtime.MessageSender): Promise<void> {
  await fakeBrowser.runtime.onMessage.trigger(message, sender, () => {});
}

describe('what a script on a console may ask', () => {
  beforeEach(() => {
    fakeBrowser.reset();
    asked = [];
    answerConsoles(ANSWERS);
  });

  it.each([
    ['start', COPY],
    ['read-tab', null],
    ['place-tab', POSITION],
    ['open-panel', null],
    ['open-window', null],
    ['open-options', null],
  ])(
    '%s is answered, for the host of its page and beside its window',
    async (question, request) => {
      await send({ question, request }, senderAt());
      expect(asked).toEqual([
        [question, request, { host: 'console.tencentcloud.com', tabId: 5, windowId: 3 }],
      ]);
    },
  );

  it.each([
    ['another extension', { id: 'somebody-else' }],
    ['a frame in the page', { frameId: 7 }],
    ['no tab', { tab: undefined as never }],
    ['a page without TLS', { url: 'http://console.tencentcloud.com/ses' }],
    ['no address', { url: 'about:blank' }],
  ])('%s gets no answer', async (_, change) => {
    await send({ question: 'read-tab', request: null }, senderAt(change));
    expect(asked).toEqual([]);
  });

  it.each([
    null,
    'read-tab',
    { question: 'toString', request: null },
    { question: 'read-tab' },
    { question: 'read-tab', request: {} },
    { question: 'start', request: null },
    { question: 'start', request: { ...COPY, startedAt: 'now' } },
    { question: 'place-tab', request: null },
    { question: 'place-tab', request: { ...POSITION, side: 'top' } },
    { question: 'place-tab', request: { ...POSITION, top: 1.5 } },
    { question: 'place-tab', request: { ...POSITION, top: Number.NaN } },
    { question: 'place-tab', request: { ...POSITION, hidden: 'yes' } },
  ])('%j is no question', async (message) => {
    await send(message, senderAt());
    expect(asked).toEqual([]);
  });
});
