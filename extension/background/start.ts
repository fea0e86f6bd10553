/** Puts the background together. All listeners are there at once: that is what wakes it for an event. */
import { browser } from 'wxt/browser';
import { answerQuestions } from '../messages.ts';
import {
  addedHosts,
  connections,
  currentPlace,
  keepToOwnPages,
  language,
  tabPositions,
  watchSnapshots,
} from '../settings.ts';
import { openLanguage } from '../translate.ts';
import { badgeOf, showBadge } from './badge.ts';
import { registerConsoleScripts } from './console-scripts.ts';
import { consoleAnswers, tellConsoles } from './consoles.ts';
import { readCurrentStanding } from './current-standing.ts';
import { inTurn } from './in-turn.ts';
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

  watchSnapshots(() => void follow());
  connections.watch(() => void followPlace());
  currentPlace.watch(() => void followPlace());
  language.watch(async () => {
    await openLanguage();
    await Promise.all([titleMenu(), follow()]);
  });
  tabPositions.watch(() => void tellConsoles());
  addedHosts.watch(() => void registerConsoleScripts());
  browser.permissions.onAdded.addListener(() => void registerConsoleScripts());
  browser.permissions.onRemoved.addListener(() => void registerConsoleScripts());
  answerQuestions(consoleAnswers(ready));
  refreshByItself();
  openFromMenu();
  openFromNotice(() => void openPopup());

  void keepToOwnPages();
  void keepAlarm();
  void registerConsoleScripts();
  void ready.then(titleMenu);
  void follow();
}
