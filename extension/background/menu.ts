/** The menu on selected text: it goes to the panel's add form, which reads what it says. */
import { browser } from 'wxt/browser';
import { openPanel, openPanelWindow } from '../messages/panel-opening.ts';
import { inTurn } from '../model/in-turn.ts';
import { draft } from '../storage/settings.ts';
import { t } from '../wording/translate.ts';

const ADD = 'add-to-allowlist';

/** Browsers keep a menu over restarts, mostly: it is renamed where it is there, and made where it is not. */
export const titleMenu = inTurn(async () => {
  const title = t('menu.add');
  await browser.contextMenus.update(ADD, { title }).catch(() => {
    browser.contextMenus.create({ id: ADD, title, contexts: ['selection'] });
  });
});

export function openFromMenu(): void {
  browser.contextMenus.onClicked.addListener((info, tab) => {
    if (info.menuItemId !== ADD || tab === undefined) return;
    // A window without tabs has no side for a panel.
    const opening = openPanel(tab.windowId).catch(openPanelWindow);
    // An empty draft is one all the same: the panel then says that nothing was found.
    const text = (info.selectionText ?? '').trim();
    const values = text === '' ? [] : [text];
    void Promise.all([draft.setValue({ values, at: Date.now() }), opening]);
  });
}
