/** What moved on a page without a person's doing, from the first drawing on (Chromium). */
import type { Page } from 'playwright-core';

interface Shift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
  readonly sources: readonly {
    readonly node: Node | null;
    readonly previousRect: DOMRect;
    readonly currentRect: DOMRect;
  }[];
}

/** Each of them with what it moved. */
export async function shiftsOf(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const shifts: string[] = [];
        new PerformanceObserver((list) => {
          for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[]) {
            // A button may get other words. They stand in its middle, so only the button itself counts.
            const others = sources.filter(
              ({ node }) => !(node instanceof Text && node.parentElement?.closest('button')),
            );
            const moved = others.map(({ node, previousRect: from, currentRect: to }) => {
              const element = node instanceof Element ? node : node?.parentElement;
              const name = element ? `${element.localName}.${element.className}` : 'gone';
              return `${name} from ${from.x},${from.y} to ${to.x},${to.y}`;
            });
            if (!hadRecentInput && moved.length > 0)
              shifts.push(`${value.toFixed(3)} ${moved.join(', ')}`);
          }
        }).observe({ type: 'layout-shift', buffered: true });
        // Buffered entries are told of before the second drawing from here.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(shifts)));
      }),
  );
}
