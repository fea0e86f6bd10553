/** The menu entry for selected text. It gives the text to the panel's add form, which finds the values in it. */
import { browser } from 'wxt/browser';
import { openPanel, openPanelWindow } from '../messages/panel-opening.ts';
import { inTurn } from '../model/in-turn.ts';
import { draft } from '../storage/settings.ts';
import { t } from '../wording/translate.ts';

const ADD = 'add-to-allowlist';

/**
 * Gives the menu entry its title. Most browsers keep a menu entry over restarts, so it is renamed if it exists and
 * created if not.
 */
export const titleMenu = inTurn(async () => {
  const title = t('menu.add');
  await browser.contextMenus.update(ADD, { title }).catch(() => {
    browser.contextMenus.create({ id: ADD, title, contexts: ['selection'] });
  });
});

export function openFromMenu(): void {
  browser.contextMenus.onClicked.addListener((info, tab) => {
    if (info.menuItemId !== ADD || tab === undefined) return;
    // A window without tabs can't show a panel at its side. The panel then opens in a window of its own.
    const opening = openPanel(tab.windowId).catch(openPanelWindow);
    // An empty text makes a draft, too: the panel then says that it found nothing.
    const text = (info.selectionText ?? '').trim();
    const values = text === '' ? [] : [text];
    void Promise.all([draft.setValue({ values, at: Date.now() }), opening]);
  });
}
