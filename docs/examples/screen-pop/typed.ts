/** From a trusted document to the types of its variables and of its answer, by gql.tada. */

import type { ResultOf, VariablesOf, initGraphQLTada } from "gql.tada";
import type { introspection } from "./generated/schema";

/** What reads a document at type level; nothing of it is there at run time. */
export type Graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { DateTime: string; PhoneNumber: string };
}>;

/** A document that was reviewed and published: the service knows its text by this id. */
export interface Trusted<Document> {
  readonly id: string;
  /** Never there: it carries the types. */
  readonly document?: Document;
}

export type Answer<Document> = ResultOf<Document>;
export type Variables<Document> = VariablesOf<Document>;

/** Why something is refused or reduced: the enumeration of the schema. */
export type Reason = introspection["types"]["ReasonCode"]["enumValues"];
