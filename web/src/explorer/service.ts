/** What the page asks of the service. Every answer is JSON; the token goes in a header alone. */

export interface Named {
  code: string;
  zh: string;
  en: string;
}

export interface Offered {
  purpose: Named;
  is_open: boolean;
}

export type Effect = "ALLOW" | "MASK" | "REDACT" | "DENY" | "";

export interface Category {
  category: Named;
  coordinates: readonly string[];
  effect: Effect;
}

export interface Touched {
  refused: Named | null;
  trusted: string;
  operation: string;
  kind: string;
  purpose: Named | null;
  shows: readonly Category[];
  asks: readonly Category[];
  takes: readonly Category[];
  cost: number | null;
}

export interface Trusted {
  id: string;
  persona: string;
  name: string;
  text: string;
  touches: Touched;
}

export interface Catalogue {
  sdl: string;
  purposes: readonly Offered[];
  documents: readonly Trusted[];
  personas: Readonly<Record<string, Named>>;
  takes_text: boolean;
}

/** The service did not answer as asked; `zh` and `en` are its own words. */
export class Declined extends Error {
  constructor(
    readonly zh: string,
    readonly en: string,
  ) {
    super(en);
  }
}

interface Failure {
  detail?: string;
  messageZh?: string;
}

async function answered<T>(response: Response): Promise<T> {
  const body = (await response.json()) as T & Failure;
  if (!response.ok) {
    const en = body.detail ?? `HTTP ${response.status}`;
    throw new Declined(body.messageZh ?? en, en);
  }
  return body;
}

export async function catalogue(token: string, signal: AbortSignal): Promise<Catalogue> {
  const headers = { authorization: `Bearer ${token}` };
  return answered(await fetch("/explorer/catalogue", { headers, signal }));
}

function asking(token: string, purpose: string): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    ...(purpose && { "processing-purpose": purpose }),
  };
}

export async function footprint(
  token: string,
  purpose: string,
  query: string,
  signal: AbortSignal,
): Promise<Touched> {
  return answered(
    await fetch("/explorer/footprint", {
      method: "POST",
      headers: asking(token, purpose),
      body: JSON.stringify({ query }),
      signal,
    }),
  );
}

/** One request as any client sends it; an answer of any status is shown as it is. */
export async function run(
  token: string,
  purpose: string,
  request: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { ...asking(token, purpose), accept: "application/graphql-response+json" },
    body: JSON.stringify(request),
  });
  return (await response.json()) as Record<string, unknown>;
}
