/** What stands on the screen. Every text is set as text: nothing that came is ever markup. */

import type { CallList, Contactability, ScreenPop } from "./generated/documents";
import { type Words, wordsOf } from "./reasons";
import type { Refusal } from "./service";
import type { Answer } from "./typed";

type Context = NonNullable<Answer<ScreenPop>["callerContext"]>;
export type Profile = NonNullable<Context["resolution"]["profile"]>;
type Decision = Profile["privacy"][number];

type Child = Node | string | null | undefined | false;

function element(name: string, className: string, ...children: Child[]): HTMLElement {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children.filter((each): each is Node | string => Boolean(each)));
  return made;
}

function bilingual({ zh, en }: Words): HTMLElement {
  const english = element("span", "en", en);
  english.lang = "en";
  return element("span", "both", zh, " ", english);
}

function headed(title: Words, ...children: Child[]): HTMLElement {
  return element("section", "", element("h2", "", bilingual(title)), ...children);
}

/** Why a field is not whole, beside it: the code is the service's, the words are ours. */
function why(decision: Decision | undefined): HTMLElement | null {
  if (decision?.reason == null) return null;
  const cited = decision.article ? [` ${decision.article}`] : [];
  return element("small", "why", bilingual(wordsOf(decision.reason)), ...cited);
}

function line(title: Words, value: string | null, decision?: Decision): HTMLElement {
  const shown = value ?? "—";
  const named = element("b", "", bilingual(title));
  return element("p", "line", named, element("span", "value", shown), why(decision));
}

export function profile(of: Profile): HTMLElement {
  const decided = (field: string) => of.privacy.find((each) => each.field === field);
  const numbers = of.phones?.map((each) => each.display).join("、") ?? null;
  return headed(
    { zh: "来电人", en: "Caller" },
    line({ zh: "姓名", en: "Name" }, of.name, decided("name")),
    line({ zh: "电话", en: "Telephone" }, numbers, decided("phones")),
    line({ zh: "邮箱", en: "E-mail" }, of.email, decided("email")),
    line({ zh: "地址", en: "Address" }, of.address, decided("address")),
  );
}

function listed(title: Words, rows: readonly string[]): HTMLElement {
  if (rows.length === 0) return headed(title, element("p", "none", "—"));
  return headed(title, element("ul", "", ...rows.map((each) => element("li", "", each))));
}

const day = (at: string | null): string => at?.slice(0, 10) ?? "";
const money = (minor: string | null, currency: string | null): string =>
  minor === null ? "" : `${(Number(minor) / 100).toFixed(2)} ${currency ?? ""}`;

export function history(of: Context): HTMLElement[] {
  const nodes = <T>(of: { edges: readonly { node: T }[] } | null): T[] =>
    of?.edges.map((each) => each.node) ?? [];
  return [
    listed(
      { zh: "未结工单", en: "Open cases" },
      nodes(of.openCases).map((each) => `${day(each.openedAt)} ${each.subjectLine ?? ""}`),
    ),
    listed(
      { zh: "订单", en: "Orders" },
      nodes(of.lastOrders).map((each) => {
        const goods = each.lines?.map((line) => `${line.product} × ${line.quantity}`).join("、");
        const sum = money(each.totalMinor, each.currency);
        return `${day(each.placedAt)} ${goods ?? ""} ${sum} ${each.status ?? ""}`;
      }),
    ),
    listed(
      { zh: "通话", en: "Calls" },
      nodes(of.lastCalls).map(
        (each) => `${day(each.startedAt)} ${each.outcome ?? ""} ${each.notes ?? ""}`,
      ),
    ),
  ];
}

/** Whether the agent may call back, and what is in the way. */
export function contactability(of: NonNullable<Answer<Contactability>["contactability"]>): HTMLElement {
  const said = of.allowed
    ? { zh: "可以回电", en: "May be called back" }
    : { zh: "不可回电", en: "Must not be called back" };
  return headed(
    { zh: "能否联系", en: "May she be contacted" },
    element("p", of.allowed ? "yes" : "no", bilingual(said)),
    ...of.reasons.map((each) => element("p", "why", bilingual(wordsOf(each)))),
  );
}

/** Marketing without consent: the answer is that of a number nobody ever called from. */
export function offer(
  of: NonNullable<Answer<CallList>["profileByPhone"]>["profile"] | undefined,
): HTMLElement {
  const title = { zh: "营销", en: "Marketing" };
  if (of) return headed(title, element("p", "yes", of.name ?? "—"));
  return headed(title, element("p", "no", bilingual(wordsOf("NOT_AVAILABLE"))));
}

/** The service said no to all of it: say why, show nothing, keep nothing of what was there. */
export function refusal(of: Refusal): HTMLElement {
  const shown = element(
    "section",
    "refusal",
    element("h2", "", bilingual({ zh: "无法显示", en: "Cannot be shown" })),
    element("p", "", bilingual(wordsOf(of.code))),
    element("p", "why", element("code", "", of.code), ` ${of.message}`),
  );
  shown.setAttribute("role", "alert");
  return shown;
}

/** Nobody is known by that number, or nobody may be shown: the two look alike, and must. */
export function nobody(): HTMLElement {
  const said = element("p", "no", bilingual(wordsOf("NOT_AVAILABLE")));
  return headed({ zh: "来电人", en: "Caller" }, said);
}
