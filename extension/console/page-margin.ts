import type { TabPosition } from '../model/tab-position.ts';

type Side = TabPosition['side'];

const NAMES = { left: 'margin-left', right: 'margin-right' } as const;

/** Makes the page narrower on one side. The returned function restores it. */
export function setPageMargin(side: Side, width: number): () => void {
  const root = document.documentElement;
  const name = NAMES[side];
  const value = root.style.getPropertyValue(name);
  const priority = root.style.getPropertyPriority(name);
  const hadStyle = root.hasAttribute('style');
  root.style.setProperty(name, `${width}px`, 'important');
  return () => {
    root.style.setProperty(name, value, priority);
    if (!hadStyle && root.style.length === 0) root.removeAttribute('style');
  };
}
