import { askBackground, hearNews, type ScriptCopy } from '../messages/console-messages.ts';
import { isOwn } from './own-element.ts';

/**
 * Aborts when a later copy of the script has started on this page, as after its host was removed and added again.
 * The extension itself says so, by a message: the page could forge an event.
 */
export function untilReplaced(): AbortController {
  const replaced = new AbortController();
  const own: ScriptCopy = { id: crypto.randomUUID(), startedAt: Date.now() };
  removeLeftovers();
  hearNews((news) => {
    if (news.kind === 'copy-started' && isLater(news.copy, own)) replaced.abort();
  });
  void askBackground('start', own);
  return replaced;
}

/** Two that start at once agree on which of them stays. */
function isLater(other: ScriptCopy, own: ScriptCopy): boolean {
  if (other.startedAt !== own.startedAt) return other.startedAt > own.startedAt;
  return other.id > own.id;
}

/** The copy of an extension that has been updated since hears no message, and leaves what it had put there. */
function removeLeftovers(): void {
  for (const element of [...document.documentElement.children]) {
    if (isOwn(element)) element.remove();
  }
}
