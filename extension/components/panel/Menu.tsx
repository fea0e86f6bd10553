import { useLayoutEffect, useRef } from 'preact/hooks';
import { moveByKey } from './move-by-key.ts';

export interface MenuItem {
  readonly text: string;
  /** The key that does the same without the menu. */
  readonly key?: string;
  readonly dangerous?: boolean;
  readonly onSelect: () => void;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

interface MenuProps {
  readonly label: string;
  readonly at: Point;
  readonly items: readonly MenuItem[];
  readonly onClose: () => void;
}

const MARGIN = 8;

/** A menu at the pointer or at the focus. When it closes, the focus returns to where it was. */
export function Menu({ label, at, items, onClose }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = menu.current;
    const origin = document.activeElement;
    element?.showPopover();
    element?.querySelector('button')?.focus();
    return () => {
      const focused = document.activeElement;
      const isHere = focused === document.body || element?.contains(focused);
      if (isHere && origin instanceof HTMLElement) origin.focus();
    };
  }, []);
  useLayoutEffect(() => {
    const element = menu.current;
    if (!element) return;
    const { width, height } = element.getBoundingClientRect();
    element.style.left = `${Math.max(MARGIN, Math.min(at.x, innerWidth - width - MARGIN))}px`;
    element.style.top = `${Math.max(MARGIN, Math.min(at.y, innerHeight - height - MARGIN))}px`;
  }, [at.x, at.y]);
  return (
    <div
      ref={menu}
      popover="auto"
      role="menu"
      aria-label={label}
      class="menu"
      onToggle={(event) => event.newState === 'closed' && onClose()}
      onKeyDown={(event) => {
        if (event.key === 'Escape' || event.key === 'Tab') {
          event.preventDefault();
          onClose();
        }
        const buttons = [...event.currentTarget.querySelectorAll('button')];
        const index = buttons.indexOf(document.activeElement as HTMLButtonElement);
        const next = moveByKey(event.key, index, buttons.length, { around: true });
        if (next === undefined) return;
        event.preventDefault();
        buttons[next]?.focus();
      }}
    >
      {items.map(({ text, key, dangerous = false, onSelect }) => (
        <button
          key={text}
          type="button"
          role="menuitem"
          tabIndex={-1}
          class={dangerous ? 'menu-item dangerous' : 'menu-item'}
          aria-keyshortcuts={key}
          onClick={() => {
            onClose();
            onSelect();
          }}
        >
          {text}
          {key !== undefined && (
            <span aria-hidden="true" class="soft small">
              {key.replace('Control', 'Ctrl')}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}
