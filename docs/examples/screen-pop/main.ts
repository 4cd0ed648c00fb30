/** A number rings, and one look says who it is, what she waits for, and what may be said. */

import { CALL_LIST, CONTACTABILITY, SCREEN_POP } from "./generated/documents";
import { contactability, history, nobody, offer, profile, refusal } from "./screen";
import { ask } from "./service";
import "./main.css";

const field = (id: string): string => (document.getElementById(id) as HTMLInputElement).value.trim();

/** Everything that the screen shows of anybody stands in here, and goes when the next call comes. */
function show(...shown: HTMLElement[]): void {
  document.getElementById("screen")?.replaceChildren(...shown);
}

async function answerTheCall(): Promise<void> {
  const token = field("token");
  const asked = await ask(token, SCREEN_POP, { number: field("number") });
  if (asked.refusal) return show(refusal(asked.refusal));
  const context = asked.data.callerContext;
  const who = context?.resolution.profile;
  if (!context || !who) return show(nobody());
  show(profile(who), ...history(context));
  const may = await ask(token, CONTACTABILITY, { profile: who.id, channel: "PHONE" });
  if (may.refusal) return show(profile(who), refusal(may.refusal), ...history(context));
  const said = may.data.contactability;
  if (said) show(profile(who), contactability(said), ...history(context));
}

async function askToSell(): Promise<void> {
  const asked = await ask(field("token"), CALL_LIST, { number: field("number") });
  show(asked.refusal ? refusal(asked.refusal) : offer(asked.data.profileByPhone?.profile));
}

function on(id: string, act: () => Promise<void>): void {
  document.getElementById(id)?.addEventListener("click", () => {
    act().catch(() => show(refusal({ code: "UNREACHABLE", message: "The service does not answer." })));
  });
}

document.querySelector("form")?.addEventListener("submit", (event) => event.preventDefault());
on("answer", answerTheCall);
on("sell", askToSell);
