/** Tells of a pause: shortly before it ends, and every day if somebody may have forgotten it. */
import { browser } from 'wxt/browser';
import { apiClient } from '../endpoint/api-client.ts';
import { refreshPlace } from '../endpoint/refresh.ts';
import { openPanel, openPanelWindow } from '../messages/panel-opening.ts';
import { findPauseNotice, type KnownPause, type PauseNotice } from '../model/pause.ts';
import { findConnection, type Place, placesOf } from '../model/places.ts';
import { serverNow } from '../model/server-clock.ts';
import { isNumber, isText } from '../model/shape.ts';
import { connections, currentPlace, snapshotOf, toldPauseOf } from '../storage/settings.ts';
import { wordThenRefused } from '../wording/pause.ts';
import { wordSentences } from '../wording/series.ts';
import { wordMoment } from '../wording/time.ts';
import { t } from '../wording/translate.ts';

const PREFIX = 'pause:';

/** Looks at every place that is known to be paused. One that fails does not stop the others. */
export async function tellOfPauses(): Promise<void> {
  await navigator.locks.request('pauses', async () => {
    for (const place of placesOf(await connections.getValue())) {
      await tellOfPause(place).catch(() => undefined);
    }
  });
}

async function tellOfPause(place: Place): Promise<void> {
  const told = await toldPauseOf(place).getValue();
  const known = (await snapshotOf(place).getValue())?.pause ?? null;
  if (findPauseNotice(known, told, serverNow()) === null) return;
  // Somebody may have ended or prolonged it since this browser read the list.
  const { trouble, pause = null } = await refreshPlace(place);
  const notice = findPauseNotice(pause, told, serverNow());
  if (trouble !== null || pause === null || notice === null) return;
  await show(place, pause, notice);
  await toldPauseOf(place).setValue({ since: serverNow(), until: pause.until });
}

async function show(place: Place, pause: KnownPause, notice: PauseNotice): Promise<void> {
  const refused = wordThenRefused(await readThenRefused(place));
  const now = serverNow();
  const text =
    notice === 'ends'
      ? {
          title: t('pause.noticeEnds', [place.account, wordMoment(pause.until ?? now, now)]),
          message: wordSentences(t('pause.noticeEndsText'), refused),
        }
      : {
          title: t('pause.noticeGoesOn', [place.account]),
          message: wordSentences(t('pause.noticeGoesOnText'), refused),
        };
  await browser.notifications.create(await writeId(place), {
    type: 'basic',
    iconUrl: browser.runtime.getURL('/icons/128.png'),
    ...text,
  });
}

/** Asks who is refused once the pause has ended. Nobody is named if the endpoint does not say. */
async function readThenRefused(place: Place): Promise<readonly string[]> {
  const connection = findConnection(await connections.getValue(), place);
  if (!connection) return [];
  const command = { kind: 'set-mode', body: { mode: 'enforce' } } as const;
  const preview = await apiClient(connection).preview(place.account, command);
  return preview.ok ? preview.value.cutOff.map(({ address }) => address) : [];
}

/** Opens the panel on a click. */
export function openFromPauseNotices(): void {
  browser.notifications.onClicked.addListener((id) => {
    const target = readId(id);
    if (target === undefined) return;
    // Nothing may be awaited before this call: the browser opens a panel only within the click.
    const opening = openPanel(target.windowId).catch(openPanelWindow);
    void Promise.all([
      currentPlace.setValue(target.place),
      browser.notifications.clear(id),
      opening,
    ]);
  });
}

/** The background may have been stopped before the click, so the id holds everything that is needed. */
async function writeId({ connectionId, account }: Place): Promise<string> {
  const front = await browser.windows.getLastFocused().catch(() => undefined);
  const windowId = front?.id ?? browser.windows.WINDOW_ID_NONE;
  return `${PREFIX}${JSON.stringify([connectionId, account, windowId])}`;
}

function readId(id: string): { readonly place: Place; readonly windowId: number } | undefined {
  if (!id.startsWith(PREFIX)) return undefined;
  try {
    const [connectionId, account, windowId] = JSON.parse(id.slice(PREFIX.length));
    return isText(connectionId) && isText(account) && isNumber(windowId)
      ? { place: { connectionId, account }, windowId }
      : undefined;
  } catch {
    return undefined;
  }
}
