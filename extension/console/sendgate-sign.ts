const SVG = 'http://www.w3.org/2000/svg';

/** The lines of the gate, as in the extension's icon. */
const LINES = ['M34 96V50M94 96V50', 'M34 40c0-18 60-18 60 0', 'M48 74l12 13 21-26'];

/** Draws Sendgate's sign, so that a person knows whose tab it is. */
export function makeSendgateSign(): SVGElement {
  const sign = make('svg', { class: 'mark', viewBox: '0 0 128 128', 'aria-hidden': 'true' });
  sign.append(make('rect', { x: '6', y: '6', width: '116', height: '116', rx: '28' }));
  for (const d of LINES) sign.append(make('path', { d }));
  return sign;
}

function make(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS(SVG, name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
