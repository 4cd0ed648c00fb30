/** What the page says, in both languages. What the service says comes in both by itself. */

import type { Effect, Named } from "./service";

export type Language = "zh" | "en";

const ZH = {
  title: "探索",
  token: "访问令牌",
  tokenHint: "cdp token --role service --purpose service.support",
  tokenAsk: "粘贴访问令牌后开始",
  tokenKept: "只保存在此标签页中，关闭即清除；绝不出现在地址里。",
  forget: "清除",
  purpose: "处理目的",
  purposeNone: "未选择",
  purposeClosed: "此令牌不可用",
  purposeWrite: "写入文档",
  purposeHint: "随临时文本以请求头发送；可信文档自带目的。",
  documents: "可信文档",
  schema: "数据结构",
  search: "按名称或目的查找",
  run: "运行",
  running: "运行中",
  prettify: "整理",
  copy: "复制",
  document: "文档",
  variables: "变量",
  answer: "应答",
  footprint: "这份文档会触及什么",
  waiting: "写下或载入一份文档，这里会说明它触及谁的什么信息。",
  nobody: "应答中没有个人信息",
  shows: "会显示",
  asks: "按此查找",
  takes: "会写入",
  coordinates: "字段",
  cost: "成本上限",
  trusted: "可信文档：以编号发送",
  adHoc: "临时文本：带处理目的的请求头",
  adHocRefused: "临时文本：此部署只运行可信文档",
  refused: "不会运行",
  mutation: "变更",
  query: "查询",
  language: "English",
  theme: "明暗",
  forbidden: "此令牌不可运行",
};

const EN: typeof ZH = {
  title: "Explorer",
  token: "Access token",
  tokenHint: ZH.tokenHint,
  tokenAsk: "Paste an access token to begin",
  tokenKept: "Kept in this tab alone and gone when it closes; never in an address.",
  forget: "Forget",
  purpose: "Purpose",
  purposeNone: "none chosen",
  purposeClosed: "not for this token",
  purposeWrite: "Write into document",
  purposeHint: "Goes in a header with ad-hoc text; a trusted document names its own.",
  documents: "Trusted documents",
  schema: "Schema",
  search: "Find by name or purpose",
  run: "Run",
  running: "Running",
  prettify: "Prettify",
  copy: "Copy",
  document: "Document",
  variables: "Variables",
  answer: "Answer",
  footprint: "What this document can touch",
  waiting: "Write or load a document, and read here whose data it can touch.",
  nobody: "No personal data in the answer",
  shows: "Shows",
  asks: "Looks up by",
  takes: "Takes, to write",
  coordinates: "fields",
  cost: "Cost at most",
  trusted: "Trusted document: sent by its id",
  adHoc: "Ad-hoc text: the purpose goes in a header",
  adHocRefused: "Ad-hoc text: this deployment runs trusted documents alone",
  refused: "Will not run",
  mutation: "mutation",
  query: "query",
  language: "中文",
  theme: "Light or dark",
  forbidden: "not for this token",
};

export type Words = typeof ZH;

export function words(language: Language): Words {
  return language === "zh" ? ZH : EN;
}

const EFFECTS: Readonly<Record<Effect, Named>> = {
  ALLOW: { code: "ALLOW", zh: "完整", en: "whole" },
  MASK: { code: "MASK", zh: "部分遮盖", en: "masked" },
  REDACT: { code: "REDACT", zh: "只知其有", en: "that there is one" },
  DENY: { code: "DENY", zh: "不显示", en: "not shown" },
  "": { code: "", zh: "取决于目的", en: "depends on the purpose" },
};

export function effect(of: Effect): Named {
  return EFFECTS[of];
}

/** The word of the reader's language, and that of the other. */
export function both(named: Named, language: Language): readonly [string, string] {
  return language === "zh" ? [named.zh, named.en] : [named.en, named.zh];
}
