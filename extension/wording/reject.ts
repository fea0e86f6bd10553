import { formatBySign } from '../../shared/format-by-sign.ts';
import { parseValue } from '../../shared/ip-range.ts';
import type { Change, RejectReason } from '../../shared/read-list/found.ts';
import type { ValueProblemReason } from '../../shared/value-problem.ts';
import { t } from './translate.ts';
import { wordValueProblem } from './value-problem.ts';

const REASONS = {
  mask: 'list.mask',
  wildcard: 'list.wildcard',
  partial: 'list.partial',
  ambiguous: 'list.ambiguous',
  'in-text': 'list.inText',
  'other-role': 'list.otherRole',
  denied: 'list.denied',
  url: 'list.url',
  reference: 'list.reference',
  expiry: 'list.expiry',
  workbook: 'list.workbook',
  'not-text': 'list.notText',
} as const satisfies Record<Exclude<RejectReason, ValueProblemReason>, string>;

function isOwnReason(reason: RejectReason): reason is keyof typeof REASONS {
  return reason in REASONS;
}

/** Says why a piece of a list was not accepted. */
export function wordReject(reason: RejectReason, text: string): string {
  if (isOwnReason(reason)) return t(REASONS[reason]);
  const parsed = parseValue(formatBySign(text), text);
  // The parser names the wrong part of the value. That is used if the parser gives the same reason for the value
  // alone.
  const isSame = !parsed.ok && parsed.error.reason === reason;
  return wordValueProblem(isSame ? parsed.error : { reason, part: reason === 'empty' ? '' : text });
}

const CHANGES = {
  netmask: 'list.netmask',
  wildcard: 'list.stars',
  partial: 'list.partMeant',
  'short-range': 'list.shortRange',
  'range-sign': 'list.rangeSign',
  port: 'list.port',
  brackets: 'list.brackets',
  'doubled-colons': 'list.doubledColons',
  spelling: 'list.spelling',
  'host-bits': 'list.hostBits',
} as const satisfies Record<Change, string>;

/** Says how the spelling of a value differs from the spelling that Sendgate uses. */
export function wordChange(change: Change): string {
  return t(CHANGES[change]);
}
