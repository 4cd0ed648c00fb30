import { DocExplorerContextProvider } from "@graphiql/plugin-doc-explorer";
import { GraphiQLProvider } from "@graphiql/react";
import type { Fetcher } from "@graphiql/toolkit";
import { buildSchema } from "graphql";
import { useEffect, useMemo, useState } from "react";
import { FORGETFUL, useKept } from "./kept";
import { type Catalogue, Declined, catalogue, run } from "./service";
import { Top } from "./top";
import { type Language, words } from "./words";
import { Workbench } from "./workbench";

const PAUSE_MS = 300;

const UNREACHED = new Declined("无法连接服务。", "The service cannot be reached.");

const BLANK = `# Load a trusted document at the left, or write one here.
# 从左侧载入一份可信文档，或在此书写。

`;

/** The catalogue for `token`, or why there is none; asked again whenever the token changes. */
function useCatalogue(token: string): [Catalogue | null, Declined | null] {
  const [known, setKnown] = useState<Catalogue | null>(null);
  const [declined, setDeclined] = useState<Declined | null>(null);
  useEffect(() => {
    setKnown(null);
    setDeclined(null);
    if (!token) return undefined;
    const asking = new AbortController();
    const timer = setTimeout(() => {
      catalogue(token, asking.signal).then(setKnown, (fault: unknown) => {
        if (!asking.signal.aborted) setDeclined(fault instanceof Declined ? fault : UNREACHED);
      });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [token]);
  return [known, declined];
}

export function App() {
  const [token, setToken] = useKept<string>("token", "");
  const [purpose, setPurpose] = useKept<string>("purpose", "");
  const [language, setLanguage] = useKept<Language>(
    "language",
    navigator.language.startsWith("zh") ? "zh" : "en",
  );
  const [known, declined] = useCatalogue(token);
  const schema = useMemo(() => known && buildSchema(known.sdl), [known]);
  const fetcher = useMemo<Fetcher>(
    () => async (params) => {
      const trusted = known?.documents.find((each) => each.text === params.query);
      const variables = params.variables as unknown;
      return run(
        token,
        trusted ? "" : purpose,
        trusted ? { documentId: trusted.id, variables } : { ...params },
      );
    },
    [known, token, purpose],
  );
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  }, [language]);

  return (
    <GraphiQLProvider fetcher={fetcher} schema={schema} storage={FORGETFUL} defaultQuery={BLANK}>
      <DocExplorerContextProvider>
        <Top
          say={words(language)}
          language={language}
          setLanguage={setLanguage}
          token={token}
          setToken={setToken}
          declined={declined}
          purposes={known?.purposes ?? []}
          purpose={purpose}
          setPurpose={setPurpose}
        />
        <Workbench
          say={words(language)}
          language={language}
          token={token}
          purpose={purpose}
          known={known}
        />
      </DocExplorerContextProvider>
    </GraphiQLProvider>
  );
}
