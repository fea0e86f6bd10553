import css from './console.css?inline';

/** An element of ours on a page of somebody else, whose styles and scripts do not reach what is in it. */
export interface OwnElement {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
}

/** Beside the body, which belongs to the page's own rendering; not on the page yet. */
export function makeOwnElement(name: `sendgate-${string}`): OwnElement {
  const host = document.createElement(name);
  const root = host.attachShadow({ mode: 'closed' });
  // Not a style element, which a page's Content-Security-Policy may forbid.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  // Keys that are meant for us are not the page's shortcuts.
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
