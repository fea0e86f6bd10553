/**
 * zod without its 64 languages of messages. A bundler keeps them for @hono/zod-openapi, which hands zod on as one
 * value; they are a third of the whole Worker, and every isolate reads past them before its first answer. The alias
 * in wrangler.toml puts this file in the place of `zod`; a test holds that it has every name that is used.
 */
import {
  array,
  boolean,
  coerce,
  config,
  enum as enum_,
  int,
  iso,
  literal,
  looseObject,
  NEVER,
  null as null_,
  number,
  object,
  record,
  strictObject,
  string,
  union,
  unknown,
  ZodType,
} from 'zod/v4';

export const z = {
  array,
  boolean,
  coerce,
  config,
  enum: enum_,
  int,
  iso,
  literal,
  looseObject,
  NEVER,
  null: null_,
  number,
  object,
  record,
  strictObject,
  string,
  union,
  unknown,
  ZodType,
};
