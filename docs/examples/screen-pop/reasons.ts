/**
 * What an agent reads where something is not shown. The service answers codes, which are stable;
 * the words are the screen's own. docs/reference/policy.md has every code.
 */

import type { Reason } from "./typed";

export interface Words {
  readonly zh: string;
  readonly en: string;
}

const REASONS: Partial<Record<Reason, Words>> = {
  NO_PURPOSE: { zh: "未声明处理目的", en: "No purpose was declared" },
  NOT_AVAILABLE: { zh: "此目的下没有可显示的人", en: "There is nobody here for this purpose" },
  PURPOSE_CATEGORY_MISMATCH: {
    zh: "该目的不需要全部内容",
    en: "This purpose does not need it whole",
  },
  PURPOSE_NOT_IN_CEILING: {
    zh: "您的账号不可用于此目的",
    en: "Your account may not be used for this purpose",
  },
  ROLE_FORBIDDEN: { zh: "您的角色不可查看", en: "Your role may not see this" },
  CONSENT_MISSING: { zh: "尚未取得同意", en: "She has not been asked for consent" },
  CONSENT_REFUSED: { zh: "本人已拒绝", en: "She said no" },
  CONSENT_WITHDRAWN: { zh: "本人已撤回同意", en: "She took her consent back" },
  DO_NOT_CONTACT: { zh: "本人要求不再联系", en: "She asked not to be contacted" },
  QUIET_HOURS: { zh: "现在是免打扰时段", en: "These are quiet hours" },
  OPEN_COMPLAINT: { zh: "有未了结的投诉", en: "A complaint of hers is open" },
  NUMBER_UNUSABLE: { zh: "此号码不可用", en: "This number cannot be used" },
  UNAUTHENTICATED: { zh: "请重新登录", en: "Please sign in again" },
  INVALID_INPUT: { zh: "请检查号码", en: "Please check the number" },
};

/** The words of a code; the code itself where this screen has none. */
export function wordsOf(code: string | null): Words {
  return REASONS[code as Reason] ?? { zh: code ?? "", en: code ?? "" };
}
