/**
 * Webhooks, which send alerts by HTTP: the forms, states and limits that the Worker and the extension both
 * know.
 */
import { ALERT_KINDS } from './alert.ts';

/** standard: JSON as Standard Webhooks says; slack: {"text"}; text: {"subject","text"}. */
export const WEBHOOK_FORMS = ['standard', 'slack', 'text'] as const;
export const DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const;
/** The kinds of messages. A test is sent like an alert, but it is no alert. */
export const DELIVERED_KINDS = [...ALERT_KINDS, 'test'] as const;
/**
 * The reasons why an attempt failed. The list is closed, so a client can show each reason in another
 * language.
 */
export const DELIVERY_ERRORS = [
  'no answer in 10 s',
  'could not be reached',
  'refused',
  'it redirects, which is not followed',
  'it wants no more deliveries',
  'it could not be sent',
  'its URL is not allowed here',
  'too many were waiting',
] as const;
export const MAX_WEBHOOKS = 10;
export const MAX_URL_CHARACTERS = 2_000;
/** The most deliveries in the log of a webhook. */
export const MAX_LOGGED_DELIVERIES = 100;

export type WebhookForm = (typeof WEBHOOK_FORMS)[number];
export type DeliveryError = (typeof DELIVERY_ERRORS)[number];
export type DeliveryState = (typeof DELIVERY_STATES)[number];
export type DeliveredKind = (typeof DELIVERED_KINDS)[number];
