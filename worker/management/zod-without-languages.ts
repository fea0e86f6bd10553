/**
 * zod without its messages in 64 languages. A bundler would keep them, because @hono/zod-openapi passes zod on
 * as one value. They are a third of the whole Worker, and every isolate would have to load them before its
 * first answer. The alias in wrangler.toml replaces `zod` by this file. A test checks that it has every name
 * that is used.
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
