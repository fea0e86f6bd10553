/**
 * Puts the background together. It adds all listeners at once, since only a listener that is added at the start wakes
 * the background for an event.
 */
import { browser } from 'wxt/browser';
import { revokeAllReplaced } from '../endpoint/renew-access.ts';
import { openLanguage } from '../locales/open-language.ts';
import { answerConsoles } from '../messages/console-messages.ts';
import { onDrawerRequest } from '../messages/drawer-requests.ts';
import { inTurn } from '../model/in-turn.ts';
import { serverNow, setClockAhead } from '../model/server-clock.ts';
import {
  addedHosts,
  clockAhead,
  connections,
  currentPlace,
  keepToOwnPages,
  language,
  policy,
  tabPositions,
  watchAlertMarks,
  watchSnapshots,
} from '../storage/settings.ts';
import { clearAlertNotices, openFromAlertNotices } from './alert-notice.ts';
import { tellOfAlerts } from './alert-rounds.ts';
import { badgeOf, showBadge } from './badge.ts';
import { registerConsoleScripts } from './console-scripts.ts';
import { consoleAnswers, tellConsoles } from './consoles.ts';
import { readCurrentStatus } from './current-status.ts';
import { carryOutDrawerRequest } from './drawer-request.ts';
import { openFromMenu, titleMenu } from './menu.ts';
import { followWithNotice, openFromNotice } from './notice.ts';
import { openFromPauseNotices, tellOfPauses } from './pause-notice.ts';
import { followPolicy } from './policy.ts';
import { openPopup } from './popup-opening.ts';
import { awaitChange, keepAlarm, refreshByItself, refreshUnknown } from './refreshing.ts';

export function startBackground(): void {
  // The background begins anew after each sleep, and is right before it has asked anything.
  const ready = Promise.all([openLanguage('small'), openClock()]);
  const follow = inTurn(async () => {
    await ready;
    const current = await readCurrentStatus();
    await Promise.all([
      showBadge(badgeOf(current, serverNow())),
      followWithNotice(current),
      awaitChange(current.snapshot, serverNow()),
      tellConsoles(),
    ]);
  });
  const followPlace = async () => {
    await follow();
    await refreshUnknown();
  };

  const tell = async () => {
    await ready;
    await tellOfAlerts();
    await tellOfPauses();
  };

  watchSnapshots(() => void follow());
  watchAlertMarks(() => void clearAlertNotices());
  connections.watch(() => {
    void followPlace();
    void tell();
  });
  currentPlace.watch(() => void followPlace());
  const followLanguage = inTurn(async () => {
    await openLanguage('small');
    await Promise.all([titleMenu(), follow()]);
  });
  language.watch(() => void followLanguage());
  policy.watch(() => {
    void followLanguage();
    void registerConsoleScripts();
  });
  tabPositions.watch(() => void tellConsoles());
  addedHosts.watch(() => void registerConsoleScripts());
  browser.permissions.onAdded.addListener(() => void registerConsoleScripts());
  browser.permissions.onRemoved.addListener(() => void registerConsoleScripts());
  answerConsoles(consoleAnswers(ready));
  onDrawerRequest((request, tabId) => void carryOutDrawerRequest(request, tabId));
  refreshByItself(() => {
    void tell();
    void revokeAllReplaced();
  });
  openFromMenu();
  openFromNotice(() => void openPopup());
  openFromAlertNotices(ready);
  openFromPauseNotices();

  followPolicy();

  void keepToOwnPages();
  void keepAlarm();
  void registerConsoleScripts();
  void ready.then(titleMenu);
  void follow();
}

async function openClock(): Promise<void> {
  setClockAhead(await clockAhead.getValue());
}
