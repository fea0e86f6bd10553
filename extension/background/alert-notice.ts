/** Shows notices about alerts, and acts when the person clicks one. */
import { browser } from 'wxt/browser';
import { extendExpiring } from '../endpoint/extend-expiring.ts';
import { openPanel, openPanelWindow } from '../messages/panel-opening.ts';
import { findNews } from '../model/alert-news.ts';
import { isSharedList, nameOfAccount } from '../model/listed-place.ts';
import { findConnection, type Place } from '../model/places.ts';
import { findSeenLogin } from '../model/seen-login.ts';
import { serverNow } from '../model/server-clock.ts';
import {
  alertMarksOf,
  alertsOf,
  alertTarget,
  connections,
  currentPlace,
  draft,
} from '../storage/settings.ts';
import { wordAlert, wordLeakHere } from '../wording/alert.ts';
import { wordPlace } from '../wording/connection.ts';
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

/**
 * The buttons of a notice about a leak, the likely answer first. A person who may only read has the one that changes
 * nothing.
 */
const ANSWERS = { leak: ['not-me', 'add'], 'own-leak': ['add', 'not-me'] } as const;

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
  await show(writeNoticeId(target), wordNotice(notice, await mayChangeAt(place), serverNow()));
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
  const { place, alertId } = target;
  const answer = await findAnswer(target, button);
  const address = answer === undefined ? null : ((await findAlert(target))?.address ?? null);
  const at = Date.now();
  await currentPlace.setValue(place);
  if (address !== null && answer === 'add') {
    await draft.setValue({ values: [address], at });
  } else {
    const wanted = answer === 'not-me' ? address : null;
    await alertTarget.setValue({ place, alertId, address: wanted, at });
  }
}

async function findAnswer({ kind, place }: NoticeTarget, button: number | undefined) {
  if (button === undefined || (kind !== 'leak' && kind !== 'own-leak')) return undefined;
  return (await mayChangeAt(place)) ? ANSWERS[kind][button] : 'not-me';
}

async function mayChangeAt(place: Place): Promise<boolean> {
  const connection = findConnection(await connections.getValue(), place);
  return connection?.session.role !== 'viewer';
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
          message: wordPlace(place.account),
        }
      : { title: t('alerts.noticeNotExtended'), message: t('alerts.noticeNotExtendedText') },
  );
}

function wordNotice(notice: AlertNotice, mayChange: boolean, now: number): NoticeText {
  switch (notice.kind) {
    case 'several':
      return wordSeveral(notice.alerts, now);
    case 'leak':
    case 'own-leak':
      return wordLeak(notice.kind, notice, mayChange);
    case 'expiring': {
      const { place, alert } = notice;
      const isOver = Date.parse(alert.expiresAt ?? '') <= now;
      return {
        title: wordAlert(alert, now).title,
        message: wordExpiryEffect(place.account, isOver),
        ...(mayChange && !isOver && { buttons: [t('expiry.dayLonger')] }),
      };
    }
  }
}

/** A shared list refuses nobody by itself: an account may have the address on another list, too. */
function wordExpiryEffect(account: string, isOver: boolean): string {
  if (isSharedList(account)) {
    const name = nameOfAccount(account);
    return isOver ? t('alerts.noticeOffList', [name]) : t('alerts.noticeLeavesList', [name]);
  }
  return isOver ? t('alerts.noticeExpired', [account]) : t('alerts.noticeExpiring', [account]);
}

function wordLeak(
  kind: keyof typeof ANSWERS,
  { place, alert }: PlacedAlert,
  mayChange: boolean,
): NoticeText {
  const isOwn = kind === 'own-leak';
  const words = {
    'not-me': t('alerts.noticeNotMe'),
    add: isOwn ? t('notice.add') : t('alerts.noticeAdd'),
  };
  const answers = ANSWERS[kind].filter((answer) => mayChange || answer === 'not-me');
  const login = findSeenLogin(alert) ?? place.account;
  return {
    title: isOwn ? wordLeakHere(alert) : t('alerts.noticeLeak', [login, alert.address ?? '']),
    message: wordSentences(
      isOwn ? t('trouble.title', [place.account]) : '',
      isOwn ? t('alerts.noticeLeakHere') : t('alerts.noticeLeakText'),
      import.meta.env.FIREFOX ? t('alerts.noticeLeakClick') : '',
    ),
    buttons: answers.map((answer) => words[answer]),
    stays: true,
  };
}

/** Names the accounts, and describes the newest alert. */
function wordSeveral(alerts: readonly PlacedAlert[], now: number): NoticeText {
  const accounts = [...new Set(alerts.map(({ place }) => wordPlace(place.account)))];
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
