import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { moveByKey } from './move-by-key.ts';

interface Tab<Name extends string> {
  readonly name: Name;
  readonly text: string;
  /** A sign and words for news in the view. */
  readonly news?: { readonly sign: string; readonly words: string } | undefined;
  /** The view. It stays as it is while another one is shown. */
  readonly view: ComponentChildren;
}

interface TabsProps<Name extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Name>[];
  readonly chosen: Name;
  readonly onChoose: (name: Name) => void;
}

/** Views side by side. The arrow keys move from one to the next. */
export function Tabs<Name extends string>(props: TabsProps<Name>) {
  const { label, tabs, chosen, onChoose } = props;
  const id = useId();
  const row = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ name }) => name === chosen);
    const next = moveByKey(event.key, at, tabs.length, { along: 'row', around: true });
    const tab = next === undefined ? undefined : tabs[next];
    if (!tab || next === undefined) return;
    event.preventDefault();
    onChoose(tab.name);
    row.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <>
      <div ref={row} class="tabs" role="tablist" aria-label={label}>
        {tabs.map(({ name, text, news }) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}`}
            aria-selected={name === chosen}
            aria-controls={`${id}-${name}-view`}
            tabIndex={name === chosen ? 0 : -1}
            onClick={() => onChoose(name)}
            onKeyDown={move}
          >
            {text}
            {news && (
              <span class="news">
                <span aria-hidden="true">{news.sign}</span>
                <span class="unseen">{news.words}</span>
              </span>
            )}
          </button>
        ))}
      </div>
      {tabs.map(({ name, view }) => (
        <div
          key={name}
          class="tab-view"
          role="tabpanel"
          id={`${id}-${name}-view`}
          aria-labelledby={`${id}-${name}`}
          hidden={name !== chosen}
        >
          {view}
        </div>
      ))}
    </>
  );
}
