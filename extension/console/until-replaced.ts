import { askBackground, hearNews, type ScriptCopy } from '../messages/console-messages.ts';
import { isOwn } from './own-element.ts';

/**
 * Aborts when a later copy of the script has started on this page, for example after its host was removed and added
 * again. The extension says so by a message, as the page could forge an event.
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

/** Decides which copy is later. Two copies that start at once come to the same answer, so exactly one of them stays. */
function isLater(other: ScriptCopy, own: ScriptCopy): boolean {
  if (other.startedAt !== own.startedAt) return other.startedAt > own.startedAt;
  return other.id > own.id;
}

/**
 * Removes the elements of an earlier copy. The copy of an extension that was updated receives no message, so it can't
 * remove them itself.
 */
function removeLeftovers(): void {
  for (const element of [...document.documentElement.children]) {
    if (isOwn(element)) element.remove();
  }
}
