/** Recognizes rules for what leaves a network. Their addresses are not those that come in. */
import { normalizeKey } from './words.ts';

const OUTGOING = new Set(['egress', 'outbound', 'output', 'out']);
const RULE_KEYS = new Set(['direction', 'dir', 'type', 'a', 'append', 'i', 'insert', 'chain']);

/** The name of a list of rules. */
export function isOutgoing(name: string): boolean {
  const bare = normalizeKey(name);
  return bare === 'outbound' || bare === 'outboundrules' || /egress$|^egressrules$/.test(bare);
}

/** Decides whether the header of a block opens rules for outgoing traffic. A quoted name in it does not count. */
export function opensOutgoing(header: string): boolean {
  return /(?:^|\s)(?:egress|(?:chain|hook)\s+output)(?:\s|$)/i.test(header);
}

/** True where a member of a rule says that it is about what goes out. */
export function saysOutgoing(key: string, text: string): boolean {
  return RULE_KEYS.has(normalizeKey(key)) && OUTGOING.has(text.trim().toLowerCase());
}
