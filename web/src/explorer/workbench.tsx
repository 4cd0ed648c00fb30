/** Documents at the left, the editors in the middle, the footprint and the answer at the right. */

import { DocExplorer } from "@graphiql/plugin-doc-explorer";
import {
  QueryEditor,
  ResponseEditor,
  VariableEditor,
  useCopyQuery,
  useEditorContext,
  useExecutionContext,
  usePrettifyEditors,
} from "@graphiql/react";
import { useEffect, useState } from "react";
import { variablesOf } from "./document";
import { Documents } from "./documents";
import { Footprint, useFootprint } from "./footprint";
import type { Catalogue, Trusted } from "./service";
import type { Language, Words } from "./words";

interface Props {
  say: Words;
  language: Language;
  token: string;
  purpose: string;
  known: Catalogue | null;
}

type Side = "documents" | "schema";

export function Workbench({ say, language, token, purpose, known }: Props) {
  const { queryEditor, variableEditor, responseEditor } = useEditorContext({ nonNull: true });
  const [text, setText] = useState("");
  const [side, setSide] = useState<Side>("documents");
  const touched = useFootprint(known ? token : "", purpose, text);
  useName(queryEditor, say.document);
  useName(variableEditor, say.variables);
  useName(responseEditor, say.answer);
  const load = (document: Trusted): void => {
    queryEditor?.setValue(document.text);
    variableEditor?.setValue(variablesOf(document.text));
    queryEditor?.focus();
  };
  return (
    <main className="graphiql-container">
      <aside>
        <div className="tabs" role="tablist">
          {(["documents", "schema"] as const).map((each) => (
            <button
              key={each}
              type="button"
              role="tab"
              aria-selected={side === each}
              onClick={() => setSide(each)}
            >
              {say[each]}
            </button>
          ))}
        </div>
        <div className="side" role="tabpanel">
          {side === "documents" ? (
            <Documents {...{ say, language, known, load }} current={touched?.trusted ?? ""} />
          ) : known ? (
            <DocExplorer />
          ) : (
            <p className="empty">{say.tokenAsk}</p>
          )}
        </div>
      </aside>
      <section className="editors">
        <Bar say={say} isReady={known !== null} />
        <div className="document" role="group" aria-label={say.document}>
          <QueryEditor onEdit={setText} onClickReference={() => setSide("schema")} />
        </div>
        <h2>{say.variables}</h2>
        <div className="variables" role="group" aria-label={say.variables}>
          <VariableEditor />
        </div>
      </section>
      <section className="outcome">
        <Footprint {...{ say, language, touched }} takesText={known?.takes_text ?? true} />
        <h2>{say.answer}</h2>
        <div className="answer" role="group" aria-label={say.answer}>
          <ResponseEditor />
        </div>
      </section>
    </main>
  );
}

interface Editor {
  getInputField: () => HTMLElement;
}

/** Tell whoever cannot see the headings what an editor is for. */
function useName(editor: Editor | null, name: string): void {
  useEffect(() => editor?.getInputField().setAttribute("aria-label", name), [editor, name]);
}

function Bar({ say, isReady }: { say: Words; isReady: boolean }) {
  const { run, isFetching } = useExecutionContext({ nonNull: true });
  const prettify = usePrettifyEditors();
  const copy = useCopyQuery();
  return (
    <div className="bar">
      <h2>{say.document}</h2>
      <button type="button" onClick={prettify}>
        {say.prettify}
      </button>
      <button type="button" onClick={copy}>
        {say.copy}
      </button>
      <button
        type="button"
        className="run"
        disabled={!isReady || isFetching}
        title="Ctrl-Enter"
        onClick={run}
      >
        {isFetching ? say.running : `▶ ${say.run}`}
      </button>
    </div>
  );
}
