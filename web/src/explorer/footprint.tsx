/** What the document in the editor can touch, as the service's own compiler and policy say. */

import { useEffect, useState } from "react";
import { type Category, Declined, type Touched, footprint } from "./service";
import { type Language, type Words, both, effect } from "./words";

const PAUSE_MS = 250;

/** What `text` can touch; null until the service has said so. */
export function useFootprint(token: string, purpose: string, text: string): Touched | null {
  const [touched, setTouched] = useState<Touched | null>(null);
  useEffect(() => {
    if (!token || !text.trim()) {
      setTouched(null);
      return undefined;
    }
    const asking = new AbortController();
    const timer = setTimeout(() => {
      footprint(token, purpose, text, asking.signal).then(setTouched, (fault: unknown) => {
        if (fault instanceof Declined) setTouched(null);
      });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [token, purpose, text]);
  return touched;
}

interface Props {
  say: Words;
  language: Language;
  touched: Touched | null;
  takesText: boolean;
}

export function Footprint({ say, language, touched, takesText }: Props) {
  return (
    <section className="footprint" aria-labelledby="footprint-title">
      <h2 id="footprint-title">{say.footprint}</h2>
      <div aria-live="polite">
        {touched ? (
          <Told {...{ say, language, touched, takesText }} />
        ) : (
          <p className="empty">{say.waiting}</p>
        )}
      </div>
    </section>
  );
}

function Told({ say, language, touched, takesText }: Props & { touched: Touched }) {
  const { refused, purpose, shows, asks, takes, trusted, cost, kind } = touched;
  return (
    <>
      {refused && (
        <div className="refused">
          <strong>
            {say.refused} <code>{refused.code}</code>
          </strong>
          {both(refused, language).map((each) => (
            <p key={each}>{each}</p>
          ))}
        </div>
      )}
      {kind && (
        <dl>
          <dt>{say.purpose}</dt>
          <dd>
            {purpose ? both(purpose, language).join(" · ") : say.purposeNone}{" "}
            {purpose && <code>{purpose.code}</code>}
          </dd>
          <Listed title={say.asks} of={asks} language={language} />
          <Listed title={say.takes} of={takes} language={language} />
          <dt>{say.shows}</dt>
          <dd>
            {shows.length > 0 ? (
              <ul className="shows">
                {shows.map((each) => (
                  <Shown key={each.category.code} {...{ say, language }} of={each} />
                ))}
              </ul>
            ) : (
              say.nobody
            )}
          </dd>
          {cost !== null && <dt>{say.cost}</dt>}
          {cost !== null && <dd>{cost}</dd>}
        </dl>
      )}
      {kind && (
        <p className="how">
          {trusted ? say.trusted : takesText ? say.adHoc : say.adHocRefused}
        </p>
      )}
    </>
  );
}

function Listed({
  title,
  of,
  language,
}: {
  title: string;
  of: readonly Category[];
  language: Language;
}) {
  if (of.length === 0) return null;
  return (
    <>
      <dt>{title}</dt>
      <dd>{of.map((each) => both(each.category, language).join(" ")).join(" · ")}</dd>
    </>
  );
}

function Shown({ say, language, of }: { say: Words; language: Language; of: Category }) {
  const [own, other] = both(of.category, language);
  return (
    <li>
      <details>
        <summary>
          <span>
            {own} <small lang={language === "zh" ? "en" : "zh-Hans"}>{other}</small>
          </span>
          <b className={`effect ${of.effect.toLowerCase()}`}>
            {both(effect(of.effect), language)[0]}
          </b>
        </summary>
        <p>
          {of.coordinates.length} {say.coordinates}:{" "}
          {of.coordinates.map((each) => (
            <code key={each}>{each}</code>
          ))}
        </p>
      </details>
    </li>
  );
}
