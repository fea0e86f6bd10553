/** Shows notices about alerts, and acts when the person clicks one. */
import { browser } from 'wxt/browser';
import { extendExpiring } from '../endpoint/extend-expiring.ts';
import { openPanel, openPanelWindow } from '../messages/panel-opening.ts';
import { findNews } from '../model/alert-news.ts';
import { findConnection } from '../model/places.ts';
import {
  alertMarksOf,
  alertsOf,
  alertTarget,
  connections,
  currentPlace,
  draft,
} from '../storage/settings.ts';
import { wordAlert } from '../wording/alert.ts';
import { wordList, wordSentences } from '../wording/series.ts';
import { wordDate } from '../wording/time.ts';
import { t } from '../wording/translate.ts';
import {
  type AlertNotice,
  isAboutSame,
  type NoticeTarget,
  type PlacedAlert,
  readNoticeId,
  writeNoticeId,
} from './alert-notice-decision.ts';

/** The number of the first button. This one is shown to a person who may only read, too. */
const NOT_ME = 0;
const ADD = 1;

interface NoticeText {
  readonly title: string;
  readonly message: string;
  readonly buttons?: readonly string[];
  /** True if the notice stays until somebody has looked at it. */
  readonly stays?: boolean;
}

/**
 * Shows a notice, unless the same notice is already shown: a round that was stopped before it noted its notices runs
 * again.
 */
export async function showAlertNotice(notice: AlertNotice): Promise<void> {
  const { place, alert } = notice.kind === 'several' ? notice.alerts[0] : notice;
  const windowId = await findWindowInFront();
  const target = { kind: notice.kind, place, alertId: alert.id, windowId };
  const shown = await readShown();
  if (shown.some((other) => isAboutSame(other, target))) return;
  const connection = findConnection(await connections.getValue(), place);
  const mayChange = connection?.session.role !== 'viewer';
  await show(writeNoticeId(target), wordNotice(notice, mayChange, Date.now()));
}

/** Removes the notices of alerts that the panel has shown or that were dealt with there. */
export async function clearAlertNotices(): Promise<void> {
  for (const target of await readShown()) {
    if (!(await isNews(target))) await browser.notifications.clear(writeNoticeId(target));
  }
}

/** Opens the panel when a notice is clicked. `ready` resolves when the texts are loaded. */
export function openFromAlertNotices(ready: Promise<unknown>): void {
  const clicked = async (id: string, button?: number) => {
    const target = readNoticeId(id);
    if (target === undefined) return;
    if (target.kind === 'expiring' && button !== undefined) {
      await ready;
      return extend(id, target);
    }
    // Nothing may be awaited before this call: the browser opens a panel only within the click.
    const opening = openPanel(target.windowId).catch(openPanelWindow);
    await Promise.all([tellPanel(target, button), browser.notifications.clear(id), opening]);
  };
  browser.notifications.onClicked.addListener((id) => void clicked(id));
  if (import.meta.env.FIREFOX) return;
  browser.notifications.onButtonClicked.addListener((id, button) => void clicked(id, button));
}

async function tellPanel(target: NoticeTarget, button: number | undefined): Promise<void> {
  const { kind, place, alertId } = target;
  const address = kind === 'leak' ? ((await findAlert(target))?.address ?? null) : null;
  const at = Date.now();
  await currentPlace.setValue(place);
  if (address !== null && button === ADD) {
    await draft.setValue({ values: [address], at });
  } else {
    const wanted = button === NOT_ME ? address : null;
    await alertTarget.setValue({ place, alertId, address: wanted, at });
  }
}

/**
 * Extends the expiring entries without opening a page. If that fails, the person can try it in the panel, which says
 * why.
 */
async function extend(id: string, target: NoticeTarget): Promise<void> {
  const { place } = target;
  const alert = await findAlert(target);
  const until = alert && (await extendExpiring(place, alert));
  await show(
    id,
    until
      ? {
          title: t('alerts.noticeExtended', [alert.entry?.value ?? '', wordDate(until)]),
          message: place.account,
        }
      : { title: t('alerts.noticeNotExtended'), message: t('alerts.noticeNotExtendedText') },
  );
}

function wordNotice(notice: AlertNotice, mayChange: boolean, now: number): NoticeText {
  switch (notice.kind) {
    case 'several':
      return wordSeveral(notice.alerts, now);
    case 'leak': {
      const { place, alert } = notice;
      const click = import.meta.env.FIREFOX ? t('alerts.noticeLeakClick') : '';
      const add = mayChange ? [t('alerts.noticeAdd')] : [];
      return {
        title: t('alerts.noticeLeak', [place.account, alert.address ?? '']),
        message: wordSentences(t('alerts.noticeLeakText'), click),
        buttons: [t('alerts.noticeNotMe'), ...add],
        stays: true,
      };
    }
    case 'expiring': {
      const { place, alert } = notice;
      const isOver = Date.parse(alert.expiresAt ?? '') <= now;
      return {
        title: wordAlert(alert, now).title,
        message: isOver
          ? t('alerts.noticeExpired', [place.account])
          : t('alerts.noticeExpiring', [place.account]),
        ...(mayChange && !isOver && { buttons: [t('expiry.dayLonger')] }),
      };
    }
  }
}

/** Names the accounts, and describes the newest alert. */
function wordSeveral(alerts: readonly PlacedAlert[], now: number): NoticeText {
  const accounts = [...new Set(alerts.map(({ place }) => place.account))];
  const [newest] = alerts;
  return {
    title: t('alerts.noticeSeveral', alerts.length),
    message: wordSentences(
      t('trouble.title', [wordList(accounts)]),
      newest ? t('trouble.title', [wordAlert(newest.alert, now).title]) : '',
    ),
  };
}

async function show(id: string, text: NoticeText): Promise<void> {
  const { title, message, buttons = [], stays = false } = text;
  await browser.notifications.create(id, {
    type: 'basic',
    iconUrl: browser.runtime.getURL('/icons/128.png'),
    title,
    message,
    // Firefox refuses a notification with any of these properties.
    ...(!import.meta.env.FIREFOX && {
      buttons: buttons.map((word) => ({ title: word })),
      requireInteraction: stays,
    }),
  });
}

async function findAlert({ place, alertId }: NoticeTarget) {
  const known = await alertsOf(place).getValue();
  return known?.alerts.find(({ id }) => id === alertId);
}

async function isNews({ place, alertId }: NoticeTarget): Promise<boolean> {
  const [known, marks] = await Promise.all([
    alertsOf(place).getValue(),
    alertMarksOf(place).getValue(),
  ]);
  const news = findNews(known?.alerts ?? [], marks.seen);
  return news.some(({ id }) => id === alertId) && !marks.dealtWith.includes(alertId);
}

async function readShown(): Promise<NoticeTarget[]> {
  const shown = await browser.notifications.getAll();
  return Object.keys(shown).flatMap((id) => readNoticeId(id) ?? []);
}

async function findWindowInFront(): Promise<number> {
  const front = await browser.windows.getLastFocused().catch(() => undefined);
  return front?.id ?? browser.windows.WINDOW_ID_NONE;
}
