/** The trusted documents by the people whom they are for. */

import { useState } from "react";
import type { Catalogue, Trusted } from "./service";
import { type Language, type Words, both } from "./words";

interface Props {
  say: Words;
  language: Language;
  known: Catalogue | null;
  current: string;
  load: (document: Trusted) => void;
}

export function Documents({ say, language, known, current, load }: Props) {
  const [sought, setSought] = useState("");
  const documents = known?.documents.filter((each) => matches(each, sought)) ?? [];
  const personas = [...new Set(documents.map((each) => each.persona))];
  if (!known) return <p className="empty">{say.tokenAsk}</p>;
  return (
    <>
      <input
        type="search"
        aria-label={say.search}
        placeholder={say.search}
        value={sought}
        onChange={(event) => setSought(event.target.value)}
      />
      {personas.map((persona) => {
        const named = known.personas[persona];
        return (
          <section key={persona}>
            <h3>{named ? both(named, language).join(" · ") : persona}</h3>
            <ul>
              {documents
                .filter((each) => each.persona === persona)
                .map((each) => (
                  <li key={each.id}>
                    <Entry {...{ say, language, load }} of={each} isCurrent={each.id === current} />
                  </li>
                ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

function matches({ name, touches }: Trusted, sought: string): boolean {
  const { purpose } = touches;
  const said = [name, purpose?.code, purpose?.zh, purpose?.en].join(" ").toLowerCase();
  return said.includes(sought.trim().toLowerCase());
}

interface EntryProps {
  say: Words;
  language: Language;
  of: Trusted;
  isCurrent: boolean;
  load: (document: Trusted) => void;
}

function Entry({ say, language, of, isCurrent, load }: EntryProps) {
  const { purpose, shows, kind, refused, cost } = of.touches;
  const seen = shows.map((each) => both(each.category, language)[0]);
  return (
    <button
      type="button"
      className={refused ? "entry closed" : "entry"}
      aria-current={isCurrent}
      onClick={() => load(of)}
    >
      <span className="name">
        {of.name}
        {kind === "mutation" && <small className="mark">{say.mutation}</small>}
        {cost !== null && <small className="cost">{cost}</small>}
      </span>
      <span className="why">{purpose ? both(purpose, language)[0] : ""}</span>
      <span className="seen">
        {refused ? say.forbidden : seen.join(language === "zh" ? "、" : ", ") || say.nobody}
      </span>
    </button>
  );
}
