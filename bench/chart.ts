/**
 * Draws a chart of all figures that have a target. It shows by which factor each figure is better or worse than
 * its target.
 */
import { describeFigure } from './describe-figure.ts';
import type { Figure } from './figure.ts';
import type { KeptOutcome } from './outcome.ts';

const WIDTH = 860;
const ROW = 20;
const BARS_AT = 470;
const BARS_WIDTH = 260;
/** The largest factor that a bar can show in either direction. Longer bars are cut off there. */
const REACH = 8;

export function drawChart(outcomes: readonly KeptOutcome[]): string {
  const lines = outcomes.flatMap(({ title, figures }) => {
    const targeted = figures.filter((figure) => describeFigure(figure).reached !== undefined);
    return targeted.length === 0 ? [] : [title, ...targeted];
  });
  const height = (lines.length + 3) * ROW;
  const targetAt = positionOf(1);
  const rows = lines.map((line, index) => {
    const y = (index + 2) * ROW;
    return typeof line === 'string' ? drawTitle(line, y) : drawFigure(line, y);
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#3f4650">
<title>How many times as good as it must be each figure is</title>
<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>
<text x="${targetAt}" y="${ROW}" text-anchor="middle">target</text>
<text x="${targetAt + 30}" y="${ROW}">better →</text>
${rows.join('\n')}
<path d="M${targetAt} ${1.3 * ROW}V${height - ROW}" stroke="#3f4650"/>
<text x="${BARS_AT}" y="${height - 0.4 * ROW}">Bars are to a logarithmic scale; from ${REACH} times on they end.</text>
</svg>
`;
}

function drawTitle(title: string, y: number): string {
  return `<text x="10" y="${y + 14}" font-weight="600">${escapeText(title)}</text>`;
}

function drawFigure(figure: Figure, y: number): string {
  const { value, target, reached } = describeFigure(figure);
  const from = positionOf(1);
  const to = positionOf(timesAsGood(figure));
  const color = reached ? '#2f7d5b' : '#b3402e';
  const bar = `<rect x="${Math.min(from, to)}" y="${y + 4}" width="${Math.max(Math.abs(to - from), 1)}" height="12" fill="${color}"/>`;
  return `<text x="22" y="${y + 14}">${escapeText(figure.what)}</text>${bar}<text x="${WIDTH - 10}" y="${y + 14}" text-anchor="end">${escapeText(`${value} (${target})`)}</text>`;
}

function timesAsGood({ value, atLeast, atMost }: Figure): number {
  const factors = [
    ...(atLeast === undefined ? [] : [value / atLeast]),
    ...(atMost === undefined ? [] : [atMost / Math.max(value, Number.MIN_VALUE)]),
  ];
  return Math.min(...factors);
}

function positionOf(factor: number): number {
  const within = Math.min(Math.max(factor, 1 / REACH), REACH);
  return Math.round(BARS_AT + (BARS_WIDTH / 2) * (1 + Math.log(within) / Math.log(REACH)));
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
