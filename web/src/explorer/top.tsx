/** The bar at the top: who asks, and why. */

import { useEditorContext } from "@graphiql/react";
import { useEffect } from "react";
import { withPurpose } from "./document";
import { useKept } from "./kept";
import type { Declined, Offered } from "./service";
import { type Language, type Words, both } from "./words";

interface Props {
  say: Words;
  language: Language;
  setLanguage: (language: Language) => void;
  token: string;
  setToken: (token: string) => void;
  declined: Declined | null;
  purposes: readonly Offered[];
  purpose: string;
  setPurpose: (purpose: string) => void;
}

export function Top(props: Props) {
  const { say, language, declined } = props;
  return (
    <header className="top">
      <h1>
        pipl-cdp <span>{say.title}</span>
      </h1>
      <div className="field token">
        <label htmlFor="token">{say.token}</label>
        <div className="row">
          <input
            id="token"
            type="password"
            autoComplete="off"
            spellCheck={false}
            value={props.token}
            placeholder={say.tokenHint}
            aria-describedby="token-said"
            aria-invalid={declined !== null}
            onChange={(event) => props.setToken(event.target.value.trim())}
          />
          {props.token && (
            <button type="button" onClick={() => props.setToken("")}>
              {say.forget}
            </button>
          )}
        </div>
        <p id="token-said" role="status" className={declined ? "said wrong" : "said"}>
          {declined ? declined[language] : say.tokenKept}
        </p>
      </div>
      <PurposePicker {...props} />
      <div className="switches">
        <Theme label={say.theme} />
        <button
          type="button"
          lang={language === "zh" ? "en" : "zh-Hans"}
          onClick={() => props.setLanguage(language === "zh" ? "en" : "zh")}
        >
          {say.language}
        </button>
      </div>
    </header>
  );
}

function PurposePicker({ say, language, purposes, purpose, setPurpose }: Props) {
  const { queryEditor } = useEditorContext({ nonNull: true });
  const write = (): void => queryEditor?.setValue(withPurpose(queryEditor.getValue(), purpose));
  return (
    <div className="field purpose">
      <label htmlFor="purpose">{say.purpose}</label>
      <div className="row">
        <select id="purpose" value={purpose} onChange={(event) => setPurpose(event.target.value)}>
          <option value="">{say.purposeNone}</option>
          {purposes.map((each) => (
            <option key={each.purpose.code} value={each.purpose.code} disabled={!each.is_open}>
              {both(each.purpose, language).join(" · ")}
              {!each.is_open && ` (${say.purposeClosed})`}
            </option>
          ))}
        </select>
        <button type="button" disabled={!purpose} onClick={write}>
          {say.purposeWrite}
        </button>
      </div>
      <p className="said">{say.purposeHint}</p>
    </div>
  );
}

function Theme({ label }: { label: string }) {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const [theme, setTheme] = useKept<"light" | "dark">("theme", system);
  useEffect(() => {
    document.documentElement.dataset["theme"] = theme;
    document.body.className = `graphiql-${theme}`;
  }, [theme]);
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={() => setTheme(theme === "dark" ? "light" : "dark")}
    >
      {theme === "dark" ? "☾" : "☀"}
    </button>
  );
}
