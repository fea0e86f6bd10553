/** The notice that the current address may no longer send. A click leads to the page that can correct this. */
import { browser } from 'wxt/browser';
import { nameOfAccount } from '../model/listed-place.ts';
import { knownVerdict, ownChange } from '../storage/settings.ts';
import { wordSentences } from '../wording/series.ts';
import { t } from '../wording/translate.ts';
import type { CurrentStatus } from './current-status.ts';
import { decideNotice } from './notice-decision.ts';

const NOTICE = 'not-allowed';

export async function followWithNotice(current: CurrentStatus): Promise<void> {
  const [known, own] = await Promise.all([knownVerdict.getValue(), ownChange.getValue()]);
  const decision = decideNotice(current, known, own);
  await knownVerdict.setValue(decision.known);
  if (decision.act === 'show') await showNotice(current);
  if (decision.act === 'clear') await browser.notifications.clear(NOTICE);
}

/** Opens the page on a click on the button, or on the notice itself where the browser has no buttons. */
export function openFromNotice(open: () => void): void {
  const opened = (id: string) => {
    if (id !== NOTICE) return;
    open();
    void browser.notifications.clear(NOTICE);
  };
  browser.notifications.onClicked.addListener(opened);
  if (!import.meta.env.FIREFOX) browser.notifications.onButtonClicked.addListener(opened);
}

async function showNotice({ place, connection, snapshot }: CurrentStatus): Promise<void> {
  const [seen] = snapshot?.addresses ?? [];
  if (place === null || seen === undefined) return;
  const reason = seen.reason === 'expired' ? t('notice.expired') : t('notice.notListed');
  const mends = connection?.session.role !== 'viewer';
  const click = mends && import.meta.env.FIREFOX ? t('notice.click') : '';
  await browser.notifications.create(NOTICE, {
    type: 'basic',
    iconUrl: browser.runtime.getURL('/icons/128.png'),
    title: t('notice.title', [seen.address]),
    // Firefox refuses a notification with buttons.
    ...(mends && !import.meta.env.FIREFOX && { buttons: [{ title: t('notice.add') }] }),
    message: wordSentences(t('notice.message', [nameOfAccount(place.account)]), reason, click),
  });
}
