import css from './console.css?inline';

/** An element of the extension on another page. The page's styles and scripts do not reach what is inside it. */
export interface OwnElement {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
}

/**
 * Makes an element that is not yet on the page. It belongs beside the body, since the page's own scripts draw the
 * body.
 */
export function makeOwnElement(name: `sendgate-${string}`): OwnElement {
  const host = document.createElement(name);
  const root = host.attachShadow({ mode: 'closed' });
  // A style element does not work here, since a page's Content-Security-Policy may forbid it.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  // Keys that are meant for the extension must not trigger shortcuts of the page.
  for (const type of ['keydown', 'keypress', 'keyup']) {
    root.addEventListener(type, (event) => event.stopPropagation());
  }
  return { host, root };
}

export function isOwn(element: Element): boolean {
  return element.localName.startsWith('sendgate-');
}

export function makeButton(name: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = name;
  return button;
}

export function makeText(name: string, text = ''): HTMLSpanElement {
  const span = document.createElement('span');
  span.className = name;
  span.textContent = text;
  return span;
}
