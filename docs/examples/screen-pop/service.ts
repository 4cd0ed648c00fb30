/** One call to the service: an id and variables go out, data or a refusal comes back. */

import type { Answer, Trusted, Variables } from "./typed";

/** The service says no to the whole operation; `code` is stable, the message is advice. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

export type Outcome<Document> =
  | { readonly data: Answer<Document>; readonly refusal: null }
  | { readonly data: null; readonly refusal: Refusal };

interface Body {
  data?: unknown;
  errors?: readonly { message: string; extensions?: { code?: string } }[];
}

export async function ask<Document>(
  token: string,
  document: Trusted<Document>,
  variables: Variables<Document>,
): Promise<Outcome<Document>> {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: {
      accept: "application/graphql-response+json",
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ documentId: document.id, variables }),
  });
  const body = (await response.json()) as Body;
  if (body.data) return { data: body.data as Answer<Document>, refusal: null };
  const [error] = body.errors ?? [];
  return {
    data: null,
    refusal: {
      code: error?.extensions?.code ?? `HTTP_${response.status}`,
      message: error?.message ?? "",
    },
  };
}
