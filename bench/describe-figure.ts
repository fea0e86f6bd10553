import type { Figure } from './figure.ts';

export interface DescribedFigure {
  readonly value: string;
  /** The target. It is empty if the figure has none. */
  readonly target: string;
  /** Whether the target is reached. It is undefined if the figure has none. */
  readonly reached: boolean | undefined;
  /** The whole figure on one line. */
  readonly text: string;
}

export function describeFigure(figure: Figure): DescribedFigure {
  const value = withUnit(figure.value, figure.unit);
  const bounds = [
    ...(figure.atLeast === undefined ? [] : [`≥ ${withUnit(figure.atLeast, figure.unit)}`]),
    ...(figure.atMost === undefined ? [] : [`≤ ${withUnit(figure.atMost, figure.unit)}`]),
  ];
  const target = bounds.join(' and ');
  const reached = bounds.length === 0 ? undefined : reaches(figure);
  const verdict = reached === undefined ? '' : reached ? ` (${target})` : ` (MISSED: ${target})`;
  const note = figure.note ? `; ${figure.note}` : '';
  return { value, target, reached, text: `${figure.what}: ${value}${verdict}${note}` };
}

/** Decides whether a value reaches its target. NaN never does. */
function reaches({ value, atLeast = -Infinity, atMost = Infinity }: Figure): boolean {
  return value >= atLeast && value <= atMost;
}

function withUnit(value: number, unit: string): string {
  const digits =
    Math.abs(value) >= 1000 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 };
  const number = value.toLocaleString('en', digits);
  return unit === '' ? number : `${number} ${unit}`;
}
