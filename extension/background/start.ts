/** Puts the background together. All listeners are there at once: that is what wakes it for an event. */
import { browser } from 'wxt/browser';
import { openLanguage } from '../locales/open-language.ts';
import { answerQuestions } from '../messages/console-messages.ts';
import { grantWishes } from '../messages/drawer-wishes.ts';
import { inTurn } from '../model/in-turn.ts';
import {
  addedHosts,
  connections,
  currentPlace,
  keepToOwnPages,
  language,
  tabPositions,
  watchAlertMarks,
  watchSnapshots,
} from '../storage/settings.ts';
import { clearAlertNotices, openFromAlertNotices } from './alert-notice.ts';
import { tellOfAlerts } from './alert-rounds.ts';
import { badgeOf, showBadge } from './badge.ts';
import { registerConsoleScripts } from './console-scripts.ts';
import { consoleAnswers, tellConsoles } from './consoles.ts';
import { readCurrentStanding } from './current-standing.ts';
import { grantWish } from './drawer-wish.ts';
import { openFromMenu, titleMenu } from './menu.ts';
import { followWithNotice, openFromNotice } from './notice.ts';
import { openPopup } from './popup-opening.ts';
import { awaitExpiry, keepAlarm, refreshByItself, refreshUnknown } from './refreshing.ts';

export function startBackground(): void {
  const ready = openLanguage();
  const follow = inTurn(async () => {
    await ready;
    const current = await readCurrentStanding();
    await Promise.all([
      showBadge(badgeOf(current)),
      followWithNotice(current),
      awaitExpiry(current.snapshot, Date.now()),
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
  };

  watchSnapshots(() => void follow());
  watchAlertMarks(() => void clearAlertNotices());
  connections.watch(() => {
    void followPlace();
    void tell();
  });
  currentPlace.watch(() => void followPlace());
  const followLanguage = inTurn(async () => {
    await openLanguage();
    await Promise.all([titleMenu(), follow()]);
  });
  language.watch(() => void followLanguage());
  tabPositions.watch(() => void tellConsoles());
  addedHosts.watch(() => void registerConsoleScripts());
  browser.permissions.onAdded.addListener(() => void registerConsoleScripts());
  browser.permissions.onRemoved.addListener(() => void registerConsoleScripts());
  answerQuestions(consoleAnswers(ready));
  grantWishes((wish, tabId) => void grantWish(wish, tabId));
  refreshByItself(() => void tell());
  openFromMenu();
  openFromNotice(() => void openPopup());
  openFromAlertNotices(ready);

  void keepToOwnPages();
  void keepAlarm();
  void registerConsoleScripts();
  void ready.then(titleMenu);
  void follow();
}
