/**
 * Draws a component into a document without a browser. A test sees what the component offers, not
 * how it looks.
 */
import { parseHTML } from 'linkedom';
import { type ComponentChild, render } from 'preact';

/** The parts of a browser that components use by their global names. */
const GLOBALS = ['document', 'window', 'ResizeObserver'] as const;

class NothingToMeasure {
  observe(): void {}
  disconnect(): void {}
}

export class DrawnPage implements Disposable {
  readonly #before = GLOBALS.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
  readonly #root: Element;

  constructor(drawn: ComponentChild) {
    const { document, window } = parseHTML('<!doctype html><html><body></body></html>');
    const parts = { document, window, ResizeObserver: NothingToMeasure };
    for (const name of GLOBALS) {
      Object.defineProperty(globalThis, name, { value: parts[name], configurable: true });
    }
    this.#root = document.body as unknown as Element;
    render(drawn, this.#root);
  }

  find(selector: string): Element[] {
    return [...this.#root.querySelectorAll(selector)];
  }

  get text(): string {
    return this.#root.textContent ?? '';
  }

  /** Clicks on the element itself. In this document, events do not bubble as components expect. */
  click(element: Element): void {
    element.dispatchEvent(new window.Event('click'));
  }

  press(element: Element, key: string): void {
    element.dispatchEvent(Object.assign(new window.Event('keydown'), { key }));
  }

  [Symbol.dispose](): void {
    render(null, this.#root);
    GLOBALS.forEach((name, index) => {
      const before = this.#before[index];
      if (before) Object.defineProperty(globalThis, name, before);
      else Reflect.deleteProperty(globalThis, name);
    });
  }
}
